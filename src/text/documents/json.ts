import { type Found, LeftOuts } from './document';
import { withoutPictures } from './plain';

/** A text that a person wrote has a space, or letters that no program would use for a name. */
const WRITTEN = /\p{L}\S*\s+\S|[\u0250-\uFFFF]/u;
const ADDRESS = /^[a-z][a-z\d+.-]*:\/\/\S+$/i;

/** The sentences among the values of a JSON file; names, numbers, dates and addresses are left out. */
export function readJson(text: string): Found | undefined {
  const value = parsed(text);
  if (value === undefined) return undefined;
  const leftOuts = new LeftOuts();
  const sentences: string[] = [];
  // A list of what is still to be seen, not recursion: a file may be nested as deep as it likes.
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next === 'string') {
      if (WRITTEN.test(next) && !ADDRESS.test(next)) sentences.push(withoutPictures(next, leftOuts));
      else if (next !== '') leftOuts.add('data', next);
    } else if (typeof next === 'number') leftOuts.add('number', String(next));
    else if (typeof next === 'object' && next !== null) {
      if (!Array.isArray(next)) for (const key of Object.keys(next)) leftOuts.add('data', key);
      const values: unknown[] = Array.isArray(next) ? next : Object.values(next);
      for (let i = values.length - 1; i >= 0; i--) rest.push(values[i]);
    }
  }
  return { text: sentences.join('\n'), all: text, leftOut: leftOuts.list };
}

interface Cell {
  cell_type?: unknown;
  source?: unknown;
  outputs?: unknown;
  attachments?: unknown;
}

/** What somebody wrote into a Jupyter notebook, notes and code; what the machine answered is left out. */
export function readNotebook(text: string): Found | undefined {
  const value = parsed(text) as { cells?: unknown; worksheets?: { cells?: unknown }[] } | undefined;
  const cells = value?.cells ?? value?.worksheets?.[0]?.cells;
  if (!Array.isArray(cells)) return undefined;
  const leftOuts = new LeftOuts();
  const written: string[] = [];
  for (const { source, outputs, attachments } of cells as Cell[]) {
    const words = withoutPictures(joined(source), leftOuts).trim();
    if (words !== '') written.push(words);
    for (const output of Array.isArray(outputs) ? (outputs as object[]) : []) {
      const isPicture = /"image\//.test(JSON.stringify(output).slice(0, 2000));
      leftOuts.add(isPicture ? 'picture' : 'output', isPicture ? '' : outputText(output));
    }
    if (attachments) leftOuts.add('picture', '', Object.keys(attachments).length);
  }
  return { text: written.join('\n\n'), all: text, leftOut: leftOuts.list };
}

function outputText(output: { text?: unknown; data?: Record<string, unknown> }): string {
  return joined(output.text ?? output.data?.['text/plain'] ?? '');
}

/** Notebooks keep a text as one string or as a list of its lines. */
function joined(text: unknown): string {
  if (Array.isArray(text)) return text.filter((line) => typeof line === 'string').join('');
  return typeof text === 'string' ? text : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // Not JSON, or too deep for the browser: to be read as it is.
    return undefined;
  }
}
