import { expect, test } from 'vitest';
import type { Answers } from '../../store';
import { QUESTIONS } from './questions';
import { answered, tally } from './tally';

const sheet = (when: Answers['when'], learns: string): Answers => ({
  ...{ id: crypto.randomUUID(), when, kind: 'sheet' },
  choices: { learns, understands: 'likely', 'held-out': 'unsure' },
});

test('sheets and hands are counted together, before and after apart', () => {
  const answers: Answers[] = [
    sheet('before', 'truth'),
    sheet('before', 'truth'),
    sheet('after', 'follows'),
    { id: 'hands-before', when: 'before', kind: 'hands', counts: { learns: { follows: 12, truth: 20 } } },
  ];
  const before = tally(answers, 'before');
  expect(before.learns).toEqual({ meaning: 0, follows: 12, truth: 22, unsure: 0 });
  expect(before.understands).toMatchObject({ likely: 2 });
  expect(answered(before)).toBe(34);
  expect(tally(answers, 'after').learns).toMatchObject({ follows: 1, truth: 0 });
  expect(answered(tally([], 'after'))).toBe(0);
});

test('what is no choice, or no number, counts for nothing', () => {
  const counts = { learns: { follows: Number.NaN, truth: -3, meaning: 2.9, other: 5 } };
  const answers: Answers[] = [
    sheet('before', 'nonsense'),
    { id: 'hands-before', when: 'before', kind: 'hands', counts },
  ];
  expect(tally(answers, 'before').learns).toEqual({ meaning: 2, follows: 0, truth: 0, unsure: 0 });
});

test('each question has one right choice, among others', () => {
  for (const { choices, right } of QUESTIONS) {
    expect(choices).toContain(right);
    expect(new Set(choices).size).toBe(4);
  }
});
