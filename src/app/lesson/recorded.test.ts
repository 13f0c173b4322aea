import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GUESSES } from '../../run/lesson/guesses';
import type { RecordedLesson } from '../../run/lesson/lesson-run';
import { RECORDED_SAMPLES } from '../../run/lesson/recorded-samples';
import { clean } from '../../text/clean';
import { curveAfter, rateOf, stepAfter } from './playing';

describe.each(RECORDED_SAMPLES)('the recording of %s', (sample) => {
  const lesson: RecordedLesson = JSON.parse(
    readFileSync(join(import.meta.dirname, 'recorded', `${sample}.json`), 'utf8'),
  );
  const { run, pace, guesses, voice, recorded } = lesson;

  test('says when, on what and of which text it was made', () => {
    expect(recorded.sample).toBe(sample);
    expect(Date.parse(recorded.at)).toBeGreaterThan(Date.UTC(2026, 0));
    expect(recorded.device).toMatch(/^cpu:\d+$/);
    expect(recorded.cpu).not.toBe('');
    expect(recorded.cores).toBeGreaterThan(0);
  });

  test('has a run that came to its end, and all that the screens show of it', () => {
    expect(run.ended).toBe('complete');
    expect(run.curve.at(-1)).toEqual([run.steps, expect.any(Number), expect.any(Number)]);
    expect(run.curve.filter(([step]) => step > 0)).toHaveLength(run.steps);
    expect(run.attribution).toBeDefined();
    expect(run.uncertainty?.personal.low).toBeDefined();
    expect(voice?.base).toBeTruthy();
    expect(voice?.own).toBeTruthy();
  });

  test('can be played to its end', () => {
    expect(pace.map(([step]) => step)).toEqual([...pace].map(([step]) => step).sort((a, b) => a - b));
    const end = pace[pace.length - 1][1];
    expect(end / rateOf(pace)).toBeLessThanOrEqual(20.001);
    expect(curveAfter(run.curve, stepAfter(pace, end))).toEqual(run.curve);
  });

  test('asks for words that stand in the text as it is now', () => {
    const text = clean(
      readFileSync(join(import.meta.dirname, '../../text/samples', `${sample}.txt`), 'utf8'),
    );
    expect(guesses).toHaveLength(GUESSES);
    for (const { beginning, written, word, explained } of guesses) {
      expect(text).toContain(beginning + written);
      const real = explained.candidates.find((one) => one.word === word)!;
      expect(real).toMatchObject(explained.chances);
    }
  });
});
