import { describe, expect, test } from 'vitest';
import { sayings } from '../build/sayings';
import { whole } from '../build/whole';
import { deviceWords } from '../words';
import { ml } from '.';
import { format } from './format';

const said = sayings(whole.ml);
const all = said.flatMap(({ path, said }) => said.map((text) => `${path}: ${text}`));

/** Names that both languages write in the same way; what has no Latin letters is not looked at. */
const SAME =
  /^\P{Script=Latin}*(?:(?:Top-p|Min-p|LoRA|PEFT|norm-only|full(?: fine-tuning)?|FractalMoE 30M|Presage|GB|JSON)\P{Script=Latin}*)*$/u;
/** Sentences that hold nothing but what is put into them. */
const FRAMES = [
  'charts.',
  'experiments.',
  'lab.finding.passages.by',
  'library.export.file',
  'library.facts.headline',
];

test('every leaf says something', () => {
  expect(said.length).toBe(sayings(whole.en).length);
  expect(said.filter((saying) => saying.said.every((text) => text.trim() === ''))).toEqual([]);
  expect(all.filter((text) => /undefined|NaN|\[object/.test(text))).toEqual([]);
});

test('letters are written as phones and schools write them today', () => {
  // The old way to write the letters at the end of a syllable, to double or to mark them; digits that nobody uses.
  const old =
    /\u200d|\u0d7b\u0d4d\u0d31|\u0d4c|\u0d41\u0d4d|\u0d4e|\u200c(?![\u0d15-\u0d39])|[\u0d66-\u0d6f]/;
  expect(all.filter((text) => old.test(text) || text !== text.normalize('NFC'))).toEqual([]);
  // Loans whose letters must not join.
  expect(all.filter((text) => /ലാപ്ടോ|പാസ്വേ|നെറ്റ്വ|സോഫ്റ്റ്വ|ഓഫ്ലൈ|കണക്ഷൻ/.test(text))).toEqual([]);
  // The spelling of the State's style book, and one word for one meaning.
  expect(
    all.filter((text) =>
      /വിദ്യാർത്ഥ|മാർഗ്ഗ|നിർമ്മ|അർത്ഥ|അദ്ധ്യാ|സാദ്ധ്യ|പൂർണ്ണ|ഓർമ്മ|ക്ലാസ്സ്|തെരഞ്ഞ|തെരയ|ഡാറ്റ|ദശലക്ഷം|ക്കപ്പെ/.test(text),
    ),
  ).toEqual([]);
  expect(all.filter((text) => /—|–|;.*;.*;/.test(text) && !text.startsWith('charts.'))).toEqual([]);
});

test('no ending hangs on a name, which may be in any language', () => {
  expect(all.filter((text) => /Meera[\u0d00-\u0d7f]|\.txt”?[\u0d00-\u0d7f]/.test(text))).toEqual([]);
});

test('nothing is left in English', () => {
  const english = new Map(sayings(whole.en).map(({ path, said }) => [path, said]));
  const left = said.filter(
    ({ path, said: [text] }) =>
      text === english.get(path)?.[0] &&
      !SAME.test(text) &&
      !FRAMES.some((frame) => path.startsWith(frame) && /Meera/.test(text)),
  );
  expect(left).toEqual([]);
});

describe('numbers', () => {
  test('one is a word, zero is a sentence, units stay singular', () => {
    expect(ml.library.import.texts(1)).toMatch(/^ഒരു എഴുത്ത് /);
    expect(ml.library.import.texts(400)).toMatch(/^400 എഴുത്തുകൾ /);
    expect(ml.profile.delete.about(0)).toContain('മോഡലുകളൊന്നുമില്ല');
    expect(ml.lab.state.done(0, 5)).toBe('5 ഭാഗം, ഒന്നും കഴിഞ്ഞില്ല');
    expect(ml.lab.state.done(2, 5)).toBe('5-ൽ 2 ഭാഗം കഴിഞ്ഞു');
    expect(ml.training.run.step({ step: 0, steps: 100 })).toBe('തുടങ്ങുന്നു: ആകെ 100 ഘട്ടം.');
    expect(ml.make.train.promise(21)).toBe('ഏകദേശം 20 സെക്കൻഡ് കഴിഞ്ഞാൽ ഫലം അറിയാം.');
    expect(ml.make.train.promise(6000)).toBe('ഏകദേശം ഒന്നര മണിക്കൂർ കഴിഞ്ഞാൽ ഫലം അറിയാം.');
    expect(ml.pad.count(0)).toBe('വാക്കുകളൊന്നുമില്ല');
    expect(ml.why.steps.base(1)).toMatch(/ ഒരു തവണ വരും\.$/);
    expect(ml.make.advanced.full.about(37_800_000, 1.5e8)).toMatch(/^3\.78 കോടി സംഖ്യകളും/);
    expect(format.count(917504)).toBe('9,17,504');
    expect(format.change(-0.017)).toBe('−1.7%');
    expect(format.percent(0.42)).toBe('42%');
  });

  test('a list ends in എന്നിവ, if it is one', () => {
    expect(format.list([])).toBe('');
    expect(format.list(['ഡയറി'])).toBe('ഡയറി');
    expect(format.list(['ഡയറി', 'കഥ', 'കോഡ്'])).toBe('ഡയറി, കഥ, കോഡ് എന്നിവ');
  });

  test('a time has its part of the day', () => {
    const at = (hour: number, minute: number) => format.when(new Date(2026, 10, 29, hour, minute));
    expect(at(22, 5)).toBe('2026 നവംബർ 29, രാത്രി 10:05');
    expect(at(0, 30)).toMatch(/, രാത്രി 12:30$/);
    expect(at(12, 0)).toMatch(/, ഉച്ചയ്ക്ക് 12:00$/);
    expect(at(9, 40)).toMatch(/, രാവിലെ 9:40$/);
  });
});

test('what became of a training is told whole', () => {
  expect(ml.training.resumed({ broken: 'webgpu', engine: 'cpu', step: 20, reason: 'device-lost' })).toBe(
    'ഗ്രാഫിക്സ് പ്രോസസർ ഇടയ്ക്കു നിന്നു. പരിശീലനം പ്രോസസറിൽ ഘട്ടം 20 മുതൽ തുടർന്നു.',
  );
  expect(ml.training.outcome({ ended: 'complete', steps: 30, skipped: 0 })).toBeUndefined();
  expect(deviceWords(ml, 'the processor (4 threads)')).toBe('പ്രോസസറിൽ (4\u00a0ത്രെഡ്)');
  expect(ml.shell.damaged.told.models(2, ['A', 'B'])).toContain('തുറക്കാനാവാത്ത മോഡൽ: “A”, “B”.');
});
