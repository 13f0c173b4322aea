import { describe, expect, test } from 'vitest';
import { BASE_CONFIG, BASE_SHA256 } from '../../model/config';
import { writeBundle } from '../../model/exchange/bundle';
import { writeClassFile } from '../../model/exchange/class-file';
import { RUN } from '../../model/exchange/exchange.fixtures';
import { normWeights } from '../../store/store.fixtures';
import { textClient, writing } from './class.fixtures';
import { classFileOf, openForClass } from './class-files';

const norm = () => ({ ...normWeights(), bytes: new Uint8Array(9216).fill(0x3c) });
const model = (name: string, createdAt = 1) => ({ name, createdAt, weights: norm(), run: RUN });
const file = (name: string, bytes: Uint8Array<ArrayBuffer>) => new File([bytes], name);
const open = (...files: File[]) => openForClass(files, textClient);

describe('files for a class', () => {
  test('bring what was saved, under the names of the students alone', async () => {
    const text = { learn: 'A', held: 'B' };
    const saved = await classFileOf(
      [
        { kind: 'member', id: '1', name: 'Anu', profile: 'p', text, model: model('My secret diary') },
        { kind: 'member', id: '2', name: 'Babu', text },
      ],
      'Class 8B',
    );
    expect(await open(file('class.swantham-class', saved))).toEqual({
      ...{ notes: ['Class 8B'], refused: [], errors: [] },
      members: [
        { name: 'Anu', text, model: model('Anu') },
        { name: 'Babu', text },
      ],
    });
  });

  test('of models are one student’s: the newest model, and a text that is asked about first', async () => {
    const bytes = await writeBundle(
      {
        adapters: [model('first', 1), model('last', 3), model('middle', 2)],
        texts: [
          { name: 'diary', text: writing('rain') },
          { name: 'off', text: 'Not this.', isUnused: true },
        ],
      },
      BASE_CONFIG,
    );
    const { members } = await open(file('Anu (2).swantham', bytes));
    expect(members).toMatchObject([{ name: 'Anu', isTextAsked: true, model: { name: 'Anu', createdAt: 3 } }]);
    expect(members[0].text!.held).toContain('rain number 199 ');
    expect(JSON.stringify(members)).not.toContain('Not this');
  });

  test('that are refused spoil no others, and say which they are', async () => {
    const good = await writeClassFile(
      { note: '', members: [{ name: 'Anu', model: model('Anu') }] },
      BASE_CONFIG,
    );
    const bad = good.slice();
    bad.fill(0, 0, 60);
    const { members, errors } = await open(
      file('bad.swantham-class', bad),
      file('page.swantham', new TextEncoder().encode('<!doctype html><p>')),
      file('good.swantham-class', good),
    );
    expect(members.map(({ name }) => name)).toEqual(['Anu']);
    expect(errors.map(({ reason, details }) => [reason, details.name])).toEqual([
      ['not-ours', 'bad.swantham-class'],
      ['web-page', 'page.swantham'],
    ]);
  });

  test('tell of a model that does not fit, and give the text beside it', async () => {
    const other = await writeClassFile(
      { note: '', members: [{ name: 'Anu', text: { learn: 'A', held: '' }, model: model('Anu') }] },
      BASE_CONFIG,
      BASE_SHA256.replaceAll('a', 'b'),
    );
    const { members, refused } = await open(file('x.swantham-class', other));
    expect(members).toEqual([{ name: 'Anu', text: { learn: 'A', held: '' } }]);
    expect(refused).toEqual([{ name: 'Anu', part: 'model', reason: 'other-base' }]);
  });
});
