import { expect, test } from 'vitest';
import { onePress } from './one-press';

test('does a job again only when the one before is over, however that ended', async () => {
  const press = onePress();
  const jobs: { end: () => void; fail: (why: Error) => void }[] = [];
  const job = () => new Promise<void>((end, fail) => void jobs.push({ end, fail }));
  const first = press(job);
  await press(job);
  expect(jobs).toHaveLength(1);
  jobs[0].end();
  await first;
  const second = press(job);
  expect(jobs).toHaveLength(2);
  jobs[1].fail(new Error('full'));
  await expect(second).rejects.toThrow('full');
  void press(job);
  expect(jobs).toHaveLength(3);
});
