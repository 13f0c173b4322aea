import type { Strings } from '../../i18n/en';
import type { useTeacherStrings } from '../../i18n/teacher';
import { errorWords } from '../../i18n/words';
import { type AnyFinding, gradeOf, type Point, type Reason } from '../../run/readiness/points';

type Words = ReturnType<typeof useTeacherStrings>['ready'];
type Sentence = string | ((details: never) => string);
/** Every reason has a sentence, and where something is to be done, a second one. */
type Whole = {
  [P in Point]: { found: Record<Reason<P>, Sentence>; todo?: Partial<Record<Reason<P>, Sentence>> };
};

/** What is told of a finding: what was found, why, if that is known, and what to do about it. */
export interface Told {
  found: string;
  why?: string;
  todo?: string;
}

export function findingWords(t: Strings, words: Words, point: Point, finding: AnyFinding): Told {
  const { found, todo }: Whole[Point] = (words.points satisfies Whole)[point];
  const say = (sentence: Sentence) =>
    typeof sentence === 'string' ? sentence : sentence((finding.details ?? {}) as never);
  const { failure, error } = finding;
  const why = failure ? t.training.failure(failure) : error !== undefined ? errorWords(t, error) : undefined;
  const reason = finding.reason as never;
  const advice = gradeOf(point, finding) === 'ready' ? undefined : todo?.[reason];
  return {
    found: say(found[reason]),
    ...(why !== undefined && { why }),
    ...(advice !== undefined && { todo: say(advice) }),
  };
}
