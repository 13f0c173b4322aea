import type { Strings } from '../en';
import { format } from './format';

/** The Try screen: both models continue the same beginning. */
export const tryOut = {
  title: 'മോഡലിനെക്കൊണ്ട് എഴുതിക്കാം',
  intro: 'ഒന്ന് എഴുതിത്തുടങ്ങുക; രണ്ടു മോഡലും അതു തുടരും. രണ്ടും ചെറുതാണ്: എങ്ങനെ എഴുതണമെന്ന് അറിയാം, സത്യമേതെന്ന് അറിയില്ല.',
  noModel: 'നിങ്ങൾക്കു സ്വന്തം മോഡൽ ആയിട്ടില്ല. അതുകൊണ്ട് അടിസ്ഥാനമോഡൽ മാത്രമേ എഴുതൂ. <link>സ്വന്തം മോഡൽ തയ്യാറാക്കുക</link>',
  prompt: 'തുടക്കം',
  promptExample: 'ഇന്ന് ബസിൽവച്ച് …',
  write: 'തുടർന്ന് എഴുതിക്കുക',
  again: 'മറ്റൊരു വിധത്തിൽ എഴുതിക്കുക',
  version: (seed) => `വിധം ${format.count(seed)}`,
  model: 'നിങ്ങളുടെ മോഡൽ',
  unverified: (name) => `${name} (ഫയലിൽനിന്ന്, ഉറപ്പുവരുത്തിയിട്ടില്ല)`,
  remembers: (n) => `നിങ്ങളുടെ എഴുത്തിലെ ${format.count(n)} ടോക്കൺ ഓർത്തുവച്ചിട്ടുണ്ട്`,
  temperature: 'ടെമ്പറേച്ചർ',
  topP: 'Top-p',
  maxTokens: 'പരമാവധി നീളം',
  base: 'അടിസ്ഥാനമോഡൽ',
  writing: (models) => (models === 1 ? 'അടിസ്ഥാനമോഡൽ എഴുതുന്നു.' : 'രണ്ടു മോഡലും എഴുതുന്നു.'),
  wrote: (model, text) => `${model} എഴുതിയത്: ${text}`,
  readingAgain: 'നിങ്ങളുടെ എഴുത്ത് വീണ്ടും വായിക്കുന്നു…',
} satisfies Strings['tryOut'];
