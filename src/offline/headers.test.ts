import { expect, test } from 'vitest';
import { HEADERS, withHeaders } from './headers';

test('an answer gets the headers and keeps everything else', async () => {
  const headers = { 'Content-Type': 'text/html', 'Cross-Origin-Embedder-Policy': 'unsafe-none' };
  const answer = withHeaders(new Response('<p>', { status: 203, statusText: 'So so', headers }));
  expect(answer.status).toBe(203);
  expect(answer.statusText).toBe('So so');
  expect(answer.headers.get('content-type')).toBe('text/html');
  expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  for (const [name, value] of Object.entries(HEADERS)) expect(answer.headers.get(name)).toBe(value);
  expect(await answer.text()).toBe('<p>');
  const failed = Response.error();
  expect(withHeaders(failed)).toBe(failed);
});

test('the policy lets nothing in from elsewhere and makes no script of a text', () => {
  const policy = HEADERS['Content-Security-Policy'];
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:|data:|blob:/);
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
});
