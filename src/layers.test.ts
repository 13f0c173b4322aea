import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** From the lowest floor to the highest; those in one row know nothing of each other. See `README.md` beside this file. */
const FLOORS = [
  ['model'],
  ['text'],
  ['train', 'eval'],
  ['offline', 'store'],
  ['i18n'],
  ['experiments'],
  ['run'],
  ['cli'],
  ['app'],
];

const SRC = import.meta.dirname;
const IMPORT = /(?:from|import|import\()\s*'(\.[^'?]*)/g;

/** The folder of a file: the first one under `src`, or under `app` its two. */
function folderOf(path: string): string {
  const parts = dirname(path).split('/');
  return parts[0] === 'app' ? parts.slice(0, 2).join('/') : parts[0];
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (path) =>
    /\.tsx?$/.test(path) && !/\.(test|contract|fixtures)\.tsx?$/.test(path) && !path.startsWith('desktop'),
);

/** Every import from one folder into another: `[from, to, file]`. */
const imports = files.flatMap((path) =>
  Array.from(readFileSync(join(SRC, path), 'utf8').matchAll(IMPORT), ([, specifier]) => {
    const to = normalize(join(dirname(path), specifier));
    return [folderOf(path), folderOf(to), path] as const;
  }).filter(([from, to]) => from !== to && to !== '.' && from !== '.' && !to.startsWith('..')),
);

test('imports point down', () => {
  const floorOf = (folder: string) => FLOORS.findIndex((floor) => floor.includes(folder.split('/')[0]));
  const wrong = imports.filter(
    ([from, to]) => from.split('/')[0] !== to.split('/')[0] && floorOf(to) >= floorOf(from),
  );
  expect(wrong).toEqual([]);
});

test('no folder imports in a circle', () => {
  const edges = new Map<string, Set<string>>();
  for (const [from, to] of imports) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
    [...(edges.get(from) ?? [])].some((next) => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, goal, seen);
    });
  const inCircles = [...edges.keys()].filter((folder) => reaches(folder, folder));
  expect(inCircles).toEqual([]);
});
