import { expect, test } from 'vitest';
import { isolated } from './isolation';

test('an answer gets the headers of isolation and keeps everything else', async () => {
  const headers = { 'Content-Type': 'text/html', 'Cross-Origin-Embedder-Policy': 'unsafe-none' };
  const answer = isolated(new Response('<p>', { status: 203, statusText: 'So so', headers }));
  expect(answer.status).toBe(203);
  expect(answer.statusText).toBe('So so');
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'text/html',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(await answer.text()).toBe('<p>');
  const failed = Response.error();
  expect(isolated(failed)).toBe(failed);
});
