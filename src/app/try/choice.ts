import { BASE_SHA256 } from '../../model/config';
import type { Line } from '../../run/versions';
import type { AdapterRecord } from '../../store';

/**
 * Which models can be tried, each as its version in use, and which one is: the version that was `asked` for, whichever it
 * is, or the model of the version that was tried `last`, or the newest one.
 */
export function choiceOf(
  lines: readonly Line[],
  asked: string | undefined,
  last: string | undefined,
): { usable: AdapterRecord[]; adapter: AdapterRecord | undefined } {
  const fitting = lines.filter(({ current }) => current.baseHash === BASE_SHA256);
  const wanted = fitting.flatMap(({ versions }) => versions).find(({ id }) => id === asked);
  const used = fitting.map(({ current }) => current);
  const usable = wanted && !used.includes(wanted) ? [wanted, ...used] : used;
  const tried = fitting.find(({ versions }) => versions.some(({ id }) => id === last));
  return { usable, adapter: wanted ?? tried?.current ?? used[0] };
}
