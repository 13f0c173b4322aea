import { expect, test } from 'vitest';
import { collection } from './collection';

test('one sentence tells of all students whose model knows them better', () => {
  const { verdict } = collection.compared;
  expect(verdict({ own: 2, byClass: 1, open: 1, all: 4 })).toBe(
    'Of 4 students, 2 are better known by their own model, and 1 by the class’s model. For 1, it is not clear.',
  );
  expect(verdict({ own: 0, byClass: 3, open: 0, all: 3 })).toBe(
    'Of 3 students, 3 are better known by the class’s model.',
  );
  expect(verdict({ own: 0, byClass: 0, open: 2, all: 2 })).toMatch(
    /^It is not clear for any of the 2 students/,
  );
  expect(verdict({ own: 1, byClass: 0, open: 0, all: 1 })).toMatch(/own model knows them better/);
});

test('a file says what it holds, and no more', () => {
  const { about } = collection.file;
  expect(about(1, 0)).toMatch(/^The file holds 1 text\. /);
  expect(about(3, 2)).toMatch(/^The file holds 3 texts and 2 models\. .*can read the texts\.$/);
  expect(about(0, 2)).not.toContain('read');
});
