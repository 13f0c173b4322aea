import { describe, expect, test } from 'vitest';
import { findModels } from './found-models';

/** Files by their paths, as a folder chooser gives them; without a folder, as a file chooser does. */
const files = (...paths: string[]) =>
  paths.map((path) => {
    const file = new File(['x'], path.split('/').at(-1)!);
    return Object.defineProperty(file, 'webkitRelativePath', { value: path.includes('/') ? path : '' });
  });
const found = (...paths: string[]) =>
  findModels(files(...paths)).map((one) =>
    'bundle' in one ? one.name : [one.name, one.config.name, one.weights.name].join(' '),
  );
const [CONFIG, WEIGHTS] = ['adapter_config.json', 'adapter_model.safetensors'];

describe('the two files of a PEFT folder are found', () => {
  test.each<[string, string[], string[]]>([
    ['alone', [WEIGHTS, CONFIG], [`${WEIGHTS} ${CONFIG} ${WEIGHTS}`]],
    [
      'beside everything that a trainer leaves',
      [
        'README.md',
        CONFIG,
        'trainer_state.json',
        WEIGHTS,
        'training_args.bin',
        'tokenizer.json',
        'optimizer.pt',
      ],
      [`${WEIGHTS} ${CONFIG} ${WEIGHTS}`],
    ],
    [
      'with the numbers that browsers give',
      ['adapter_config (1).json', 'adapter_model (2).safetensors'],
      ['adapter_model (2).safetensors adapter_config (1).json adapter_model (2).safetensors'],
    ],
    [
      'with other names, if there are no others',
      ['mine.safetensors', 'mine.json'],
      ['mine.safetensors mine.json mine.safetensors'],
    ],
    [
      'two of each, by their numbers',
      [CONFIG, 'adapter_config (1).json', 'adapter_model (1).safetensors', WEIGHTS],
      [
        `${WEIGHTS} ${CONFIG} ${WEIGHTS}`,
        'adapter_model (1).safetensors adapter_config (1).json adapter_model (1).safetensors',
      ],
    ],
    ['in a folder', [`out/${CONFIG}`, `out/${WEIGHTS}`, 'out/README.md'], [`out ${CONFIG} ${WEIGHTS}`]],
    [
      'in each folder of checkpoints',
      ['out/log.txt', ...['1', '2'].flatMap((n) => [`out/step-${n}/${CONFIG}`, `out/step-${n}/${WEIGHTS}`])],
      [`step-1 ${CONFIG} ${WEIGHTS}`, `step-2 ${CONFIG} ${WEIGHTS}`],
    ],
    [
      'once, where the checkpoints lie inside',
      [`out/step-1/${CONFIG}`, `out/step-1/${WEIGHTS}`, `out/${CONFIG}`, `out/${WEIGHTS}`],
      [`out ${CONFIG} ${WEIGHTS}`],
    ],
    [
      'but not in hidden folders',
      ['out/a.swantham', `out/.git/${CONFIG}`, `out/.git/${WEIGHTS}`],
      ['a.swantham'],
    ],
  ])('%s', (_, paths, expected) => {
    expect(found(...paths)).toEqual(expected);
  });
});

test('several exports, and a file of any name, may be exports', () => {
  expect(found('a.swantham', 'B.SWANTHAM', 'notes.txt')).toEqual(['a.swantham', 'B.SWANTHAM']);
  expect(found('mine')).toEqual(['mine']);
});

test.each<[string, string[], object]>([
  ['nothing', [], { reason: 'not-ours' }],
  ['other things', ['a.txt', 'b.txt'], { reason: 'not-ours' }],
  ['what only a trainer leaves', ['training_args.bin', 'README.md'], { reason: 'not-ours' }],
  ['the settings alone', [CONFIG, 'training_args.bin'], { reason: 'half', details: { missing: WEIGHTS } }],
  ['the weights and a README', [WEIGHTS, 'README.md'], { reason: 'half', details: { missing: CONFIG } }],
  [
    'half a checkpoint',
    [`a/1/${CONFIG}`, `a/1/${WEIGHTS}`, `a/2/${CONFIG}`],
    { reason: 'half', details: { missing: `2/${WEIGHTS}` } },
  ],
  [
    'weights of PyTorch',
    [CONFIG, 'adapter_model.bin'],
    { reason: 'pickle', details: { name: 'adapter_model.bin' } },
  ],
  ['weights of PyTorch alone', ['adapter_model.bin'], { reason: 'pickle' }],
  ['a packed folder', ['adapter.zip'], { reason: 'archive', details: { name: 'adapter.zip' } }],
])('%s are refused', (_, paths, error) => {
  expect(() => found(...paths)).toThrow(expect.objectContaining(error));
});
