import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the script for old browsers has nothing that is younger than they are', () => {
  const source = readFileSync('public/old-browser.js', 'utf8').replace(/^\s*\/\/.*$/gm, '');
  expect(source).not.toMatch(/=>|`|\b(?:let|const|class|async|import|export)\b|\?\.|\?\?|,\s*\)|\/\(\?</);
});
