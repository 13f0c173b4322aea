import { expect, test } from 'vitest';
import { compilePattern, MOST_STEPS, PatternError } from './pattern';

const NAME = 'model.layers.10.self_attn.q_proj';
const matches = (pattern: string, text = NAME) => compilePattern(pattern, { steps: MOST_STEPS })(text);

test.each([
  ...[
    '.*self_attn\\.(q_proj|v_proj)$',
    '^model\\.layers\\.(?:0|1|10)\\.(self_attn|mlp)\\.[qk]_proj',
    '.*q_proj',
  ],
  ...[
    '.*\\d{2}.+?[^k]_proj',
    '\\w+(\\.\\w+){4}',
    '(?P<stem>.*)\\bq_proj\\Z',
    'model.layers.1{1}0.+',
    '.{1,40}',
  ],
  ...['(a+|.*)+', '[\\w.]+', '(.*\\.)?(layers\\..*)', '|.*'],
])('%j matches, as in Python and here', (pattern) => {
  expect(matches(pattern)).toBe(true);
});

test.each([
  'q_proj',
  '.*v_proj',
  '.{1,9}',
  '[^.]+',
  'model',
  '.*\\Bq_proj',
  '(a+)+',
  '',
  '.*\\d{3}.*',
  '[k-p].*_$',
])('%j does not match', (pattern) => {
  expect(matches(pattern)).toBe(false);
});

test.each(['(', ')', '[a', 'a**', '*a', '(?=a)', '(?i)a', '\\1', 'a\\', '(?<!b)a', 'x'.repeat(3000)])(
  '%j is not understood',
  (pattern) => {
    expect(() => matches(pattern)).toThrow(PatternError);
  },
);

test('a long one from practice is within the allowance for all names', () => {
  const pattern =
    '(?:.*?(?:vision|language|text).*?(?:self_attn|attention|attn|mlp|ffn).*?(?:q_proj|k_proj|v_proj).*?)|' +
    '(?:\\bmodel\\.layers\\.[\\d]{1,}\\.(?:self_attn|attention|mlp)\\.(?:(?:q_proj|k_proj|v_proj|o_proj)))';
  const isTarget = compilePattern(pattern, { steps: MOST_STEPS });
  for (let i = 0; i < 112; i++) expect(isTarget(NAME)).toBe(true);
});

test('what the browser itself could not finish ends soon', () => {
  const text = 'a'.repeat(60);
  expect(matches('(a+)+b', text)).toBe(false);
  expect(matches('(a|a)*(a|aa)*c', text)).toBe(false);
  expect(() => matches('((((a?){99}){99}){99}){99}', text)).toThrow(PatternError);
});
