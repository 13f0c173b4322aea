import type { TextDocument } from '../prepared';
import code from './code.txt?raw';
import dialogue from './dialogue.txt?raw';
import docs from './docs.txt?raw';
import fiction from './fiction.txt?raw';
import malayalam from './malayalam.txt?raw';
import prose from './prose.txt?raw';

/**
 * General text: six kinds of writing by nobody in particular, on which every adapter is measured to see
 * what becoming personal has cost. Its numbers are comparable only while not a letter of it changes.
 */
export const GENERAL_TEXT: readonly TextDocument[] = [
  { name: 'prose', text: prose },
  { name: 'fiction', text: fiction },
  { name: 'malayalam', text: malayalam },
  { name: 'docs', text: docs },
  { name: 'code', text: code },
  { name: 'dialogue', text: dialogue },
];
