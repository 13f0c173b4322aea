/** `npm run strings`: both catalogues side by side, in one HTML file that a teacher can check on paper. */
import { writeFileSync } from 'node:fs';
import { sayings } from './sayings.ts';
import { whole } from './whole.ts';

/** Of a message with numbers in it, so many examples are shown. */
const EXAMPLES = 3;

const STYLE = `
  body { font: 16px/1.7 "Noto Sans Malayalam", sans-serif; margin: 2rem; }
  table { border-collapse: collapse; width: 100%; table-layout: fixed; }
  th, td { border: 1px solid #999; padding: 0.4rem 0.6rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
  th.place { width: 14%; } th.mend { width: 20%; }
  td:first-child { font: 11px/1.4 monospace; color: #555; }
  tr { break-inside: avoid; } thead { display: table-header-group; }
  p { margin: 0 0 0.3em; }`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const paragraphs = (said: readonly string[]) =>
  said
    .slice(0, EXAMPLES)
    .map((text) => `<p>${escaped(text)}</p>`)
    .join('');

const english = sayings(whole.en);
const malayalam = sayings(whole.ml);
const rows = english.map(
  ({ path, said }, i) =>
    `<tr><td>${escaped(path)}</td><td lang="en">${paragraphs(said)}</td><td lang="ml">${paragraphs(malayalam[i].said)}</td><td></td></tr>`,
);

const out = process.argv[2] ?? 'strings.html';
if (out.startsWith('-')) {
  console.log(
    'npm run strings -- [FILE]: writes every sentence in both languages into FILE, or else strings.html.',
  );
  process.exit(out === '--help' ? 0 : 2);
}
writeFileSync(
  out,
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Swantham: every sentence in English and Malayalam</title>
<style>${STYLE}
</style>
<h1>Every sentence in English and Malayalam</h1>
<p>Numbers and names are examples. The last column is for what you would say instead.</p>
<table>
<thead><tr><th class="place">Place</th><th>English</th><th>മലയാളം</th><th class="mend">Better</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
`,
);
console.log(`${out}: ${rows.length} sentences`);
