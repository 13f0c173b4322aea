import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { controls } from '../ml/controls.ts';

const MALAYALAM = fileURLToPath(new URL('../ml/controls.ts', import.meta.url));
/** Where React Aria gathers the words of one kind of control in its 34 languages, none of them of India. */
const WORDS = /\/react-aria(?:-components)?\/dist\/private\/(?:(\w+)\/)?intlStrings\.mjs$/;

/** Gives the controls of React Aria the app's two languages in place of its own. */
export function controlsInBothLanguages(): Plugin {
  return {
    name: 'controls-in-both-languages',
    enforce: 'pre',
    transform(code, id) {
      const [matches, folder = 'components'] = WORDS.exec(id.split('?')[0].replaceAll('\\', '/')) ?? [];
      if (!matches) return;
      const english = /from "([^"]*\/en-US\.mjs)"/.exec(code)?.[1];
      if (english === undefined || !/export \{.* as default\}/.test(code))
        throw new Error(`React Aria keeps its words in another way now: ${id}`);
      // Words that this app never shows stay in English.
      const malayalam = Object.hasOwn(controls, folder) ? `{ ...en, ...controls.${folder} }` : 'en';
      return {
        code: `import en from '${english}';
import { controls } from ${JSON.stringify(MALAYALAM)};
export default { 'en-US': en, 'ml-IN': ${malayalam} };`,
        map: null,
      };
    },
  };
}
