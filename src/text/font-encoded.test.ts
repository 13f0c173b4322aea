import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromFont } from './font-encoded';
import { fromKarthika } from './karthika';

test.each([
  ['ISbnÂ t]mb', 'കടയിൽ പോയ'],
  ['Xncph\\´]pcw', 'തിരുവനന്തപുരം'],
  ['t{]aw N{Iw tI{µw', 'പ്രേമം ചക്രം കേന്ദ്രം'],
  ['kzmX{´yw hnizmkw', 'സ്വാതന്ത്ര്യം വിശ്വാസം'],
  ['kÀ¡mÀ sskIvInÄ sFIyw', 'സർക്കാർ സൈക്കിൾ ഐക്യം'],
  ['DuWv Cu HmWw Huj[w', 'ഊണ് ഈ ഓണം ഔഷധം'],
  ['a®n h­n AÑ³', 'മണ്ണി വണ്ടി അച്ഛൻ'],
  ['sIm¨n tImgn sIuXpIw kuJyw', 'കൊച്ചി കോഴി കൗതുകം സൗഖ്യം'],
])('%s is %s', (typed, letters) => {
  expect(fromKarthika(typed)).toBe(letters);
});

const TYPED =
  'C¶se ag s]bvXp. Rm³ A½tbmSv ]dªp: "\\mw hoSn\\pffnÂ Ccn¡mw." AÑ³ ISbnÂ t]mbn, Rm³ ]pkvXIw hmbn¨p. \\msf kv¡qfnÂ t]mIWw, F\\n¡v Hcp ]pXnb s]³knÂ thWw.';

test('Malayalam that was typed for a font is found, and turned into letters', () => {
  expect(fromFont(TYPED)).toMatch(/^ഇന്നലെ മഴ പെയ്തു\. ഞാൻ അമ്മയോട് പറഞ്ഞു/);
});

/** All texts of the project: the samples, general prose, code and documentation. */
function* ownTexts(): Generator<[string, string]> {
  for (const folder of ['src', 'shaders', 'e2e', 'models'])
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (/\.(?:txt|md|ts|tsx|css|wgsl|json)$/.test(path) && !/font-encoded|tokenizer\.json/.test(path))
        yield [path, readFileSync(join(folder, path), 'utf8')];
}

test('no other text is taken for it', () => {
  const wrong = Array.from(ownTexts()).flatMap(([path, text]) => (fromFont(text) === undefined ? [] : path));
  expect(wrong).toEqual([]);
  const others = [
    'C:\\Users\\Anju\\notes\\[draft]_{final}|x^2 '.repeat(20),
    '\\documentclass{article}\\begin{document}\\section{Rain} It \\emph{rained} \\[x^2_{i}\\] \\end{document} '.repeat(
      9,
    ),
    'self._x[i] = a_{j}^{2}|b_c[d_e]\\n'.repeat(40),
    'café naïve déjà vu Ærøskøbing straße señor größer Åse übermäßig '.repeat(20),
    String.raw`"\u00aa\u00b5\u00ba\u00c0\u00d6" `.repeat(50),
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ+/[_]^'.repeat(20),
  ];
  expect(others.filter((text) => fromFont(text) !== undefined)).toEqual([]);
});
