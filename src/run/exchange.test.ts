import { describe, expect, test } from 'vitest';
import { en } from '../i18n/en';
import { errorWords } from '../i18n/words';
import { BASE_CONFIG } from '../model/config';
import { writeBundle } from '../model/exchange/bundle';
import { RUN, someAdapter } from '../model/exchange/exchange.fixtures';
import type { RunRecord } from '../model/run';
import { type DType, writeSafetensors } from '../model/safetensors';
import type { AdapterRecord, AdapterStore } from '../store';
import { bundleOf, fileName, openFiles, pythonFiles } from './exchange';

const weights = someAdapter({ method: 'norm' }, BASE_CONFIG);
const file = (name: string, bytes: Uint8Array<ArrayBuffer>) => new File([bytes], name);
const inFolder = (folder: string, one: File) =>
  Object.defineProperty(new File([one], one.name), 'webkitRelativePath', { value: `${folder}/${one.name}` });

describe('openFiles', () => {
  test('gives the adapters of a bundle as told by it, but for the verdict, which follows from the numbers', async () => {
    const run = { ...RUN, personal: { before: 40, after: 41 } };
    const adapters = [{ name: 'My diary', createdAt: 1.7e12, weights, run }];
    const bundle = await writeBundle({ adapters, texts: [{ name: 'a', text: 'b' }] }, BASE_CONFIG);
    const opened = await openFiles([file('x.swantham', bundle)], 'From Python');
    expect(opened.texts).toEqual([{ name: 'a', text: 'b' }]);
    expect(opened.adapters[0].weights).toEqual(weights);
    expect(opened.adapters[0].facts).toMatchObject({
      ...{ name: 'My diary', origin: 'imported', madeAt: 1.7e12 },
      run: { method: 'norm', personal: run.personal, verdict: 'CATASTROPHIC' },
    });
  });

  const peft = () => {
    const files = pythonFiles(weights);
    return [
      file('adapter_config.json', files['adapter_config.json']),
      file('adapter_model.safetensors', files['adapter_model.safetensors']),
    ];
  };

  test('gives the adapter of a PEFT folder', async () => {
    const { adapters } = await openFiles(peft(), 'From Python');
    expect(adapters[0].weights).toEqual(weights);
    expect(adapters[0].facts).toMatchObject({ name: 'From Python', origin: 'peft', baseTold: true });
    expect(adapters[0].facts.run).toBeUndefined();
  });

  test('gives all models in a folder under the names of their folders, or says which one is wrong', async () => {
    const bundle = await bundleOf(
      { weights: async () => weights } as unknown as AdapterStore,
      [],
      [{ name: 'a', text: 'b' }],
    );
    const anu = peft().map((one) => inFolder('class/anu', one));
    const binu = peft().map((one) => inFolder('class/binu', one));
    const texts = inFolder('class/texts', file('texts.swantham', bundle));
    const opened = await openFiles(
      [...anu, texts, ...binu, inFolder('class', file('README.md', bundle))],
      'From Python',
    );
    expect(opened.adapters.map(({ facts }) => facts.name)).toEqual(['anu', 'binu']);
    expect(opened.texts).toEqual([{ name: 'a', text: 'b' }]);
    const pointer = new TextEncoder().encode('version https://git-lfs.github.com/spec/v1');
    const binus = [binu[0], inFolder('class/binu', file('adapter_model.safetensors', pointer))];
    await expect(openFiles([...anu, ...binus], 'From Python')).rejects.toMatchObject({
      reason: 'lfs-pointer',
      details: { name: 'binu/adapter_model.safetensors' },
    });
    const many = Array.from({ length: 65 }, (_, i) => peft().map((one) => inFolder(`class/${i}`, one)));
    await expect(openFiles(many.flat(), 'From Python')).rejects.toMatchObject({
      reason: 'too-many',
      details: { have: 65 },
    });
  });

  test('says of numbers that it cannot use what they are, and what to do', async () => {
    const [config, { name }] = peft();
    const bytes = new Uint8Array(64);
    const tensors = new Map([['norm', { dtype: 'F8_E4M3' as DType, shape: [64], bytes }]]);
    const refused = await openFiles([config, file(name, writeSafetensors(tensors))], 'From Python').catch(
      (error) => error,
    );
    expect(errorWords(en, refused)).toBe(
      'This model has numbers of the type F8_E4M3, which cannot be used here. In Python, save it again in float16 or float32.',
    );
  });

  test('says so where the browser may not read', async () => {
    const [config, unread] = peft();
    unread.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
    const error = { domain: 'file', reason: 'unreadable', details: { name: 'adapter_model.safetensors' } };
    await expect(openFiles([config, unread], 'From Python')).rejects.toMatchObject(error);
    const empty = file('diary.swantham', new Uint8Array());
    await expect(openFiles([empty], 'From Python')).rejects.toMatchObject({
      domain: 'file',
      reason: 'no-content',
    });
  });

  test('refuses a file that is too large before it reads a byte', async () => {
    const huge = { name: 'x.swantham', size: 300e6 } as File;
    await expect(openFiles([huge], 'From Python')).rejects.toMatchObject({
      name: 'FileRefused',
      reason: 'too-large',
    });
  });
});

describe('bundleOf', () => {
  const run: RunRecord = { ...RUN, method: 'norm', verdict: 'MODEST' };
  const version = { line: 'a', number: 1, chosen: 1 };
  const common = { id: 'a', name: 'My diary', createdAt: 5, bytes: 9216, version };
  const record = { ...common, origin: 'trained', run } as AdapterRecord;
  const adapters = { weights: async () => weights } as unknown as AdapterStore;

  test('tells what is known of each model, from whatever laptop it comes', async () => {
    const records = [
      record,
      { ...common, origin: 'imported', run, madeAt: 3 },
      { ...common, origin: 'peft', name: 'From Python' },
    ] as AdapterRecord[];
    const opened = await openFiles([file('x.swantham', await bundleOf(adapters, records))], 'From Python');
    expect(opened.adapters.map(({ facts }) => [facts.name, facts.origin, facts.madeAt])).toEqual([
      ['My diary', 'imported', 5],
      ['My diary', 'imported', 3],
      ['From Python', 'peft', 5],
    ]);
  });

  test('tells which version of a model it is, from the second on', async () => {
    const third = { ...record, version: { line: 'b', number: 3, chosen: 7 } };
    const opened = await openFiles(
      [file('x.swantham', await bundleOf(adapters, [record, third]))],
      'From Python',
    );
    const [plain, later] = opened.adapters.map(({ facts }) => facts.version);
    expect(plain).toBeUndefined();
    // Its versions here are another line.
    expect(later).toEqual({ line: expect.not.stringMatching(/^[ab]$/), number: 3, chosen: 1 });
  });

  test('leaves the neural cache here, which is the text, and tells what the adapter is worth without it', async () => {
    const alone = {
      personal: 33,
      general: 26,
      uncertainty: { personal: { value: 1.2, low: 1.1, high: 1.3 }, general: { value: 0.04 } },
    };
    const cache = { tokens: 3000, alone, ownText: { ...alone, personal: 30 } };
    const cached = {
      ...common,
      origin: 'trained',
      run: { ...run, cache, personal: { before: 40, after: 25 } },
    };
    const bundle = await bundleOf(adapters, [cached as AdapterRecord]);
    const [{ facts }] = (await openFiles([file('x.swantham', bundle)], 'From Python')).adapters;
    expect(facts.run).toMatchObject({ personal: { before: 40, after: 33 }, uncertainty: alone.uncertainty });
    expect(facts.run?.general.after).toBe(26);
    expect(facts.run?.cache).toBeUndefined();
  });

  test('refuses more than a file can hold before it reads the weights', async () => {
    const unread = { weights: () => Promise.reject(new Error('read')) } as unknown as AdapterStore;
    const heavy = { ...record, bytes: 150e6 };
    await expect(bundleOf(unread, [heavy, heavy])).rejects.toMatchObject({ reason: 'too-much' });
  });
});

test.each([
  ['My diary', 'My diary.swantham'],
  ['എന്റെ ഡയറി', 'എന്റെ ഡയറി.swantham'],
  ['../../etc/passwd', 'etc passwd.swantham'],
  ['a/b:c*?"<>|\n', 'a b c.swantham'],
  ['.hidden', 'hidden.swantham'],
  ['...', 'model.swantham'],
  ['', 'model.swantham'],
])('a model called %j goes into %j', (name, expected) => {
  expect(fileName(name, '.swantham')).toBe(expected);
});

test('the name of a file is not longer than file systems take', () => {
  expect(new TextEncoder().encode(fileName('അ'.repeat(300), '.swantham')).length).toBeLessThan(255);
});
