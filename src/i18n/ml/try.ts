import type { Strings } from '../en';
import { format } from './format';

/** The Try screen, apart from the pad: the model to try, and both models that continue the same beginning. */
export const tryOut = {
  title: 'മോഡലിനൊപ്പം എഴുതാം',
  intro: 'എഴുതുക, മോഡൽ ഒപ്പം കൂടും. അതു ചെറുതാണ്: ആളുകൾ എങ്ങനെ എഴുതുന്നു എന്ന് അതിന് അറിയാം, സത്യമേതെന്ന് അറിയില്ല.',
  noModel:
    'നിങ്ങളുടെ സ്വന്തം മോഡൽ തയ്യാറാക്കിയിട്ടില്ല. അതുകൊണ്ട് ഇപ്പോൾ അടിസ്ഥാനമോഡൽ ഒപ്പം എഴുതും. <link>സ്വന്തം മോഡൽ തയ്യാറാക്കുക</link>',
  sideBySide: 'രണ്ടു മോഡലും അടുത്തടുത്ത്',
  sideBySideAbout: 'ഒന്ന് എഴുതിത്തുടങ്ങുക; രണ്ടു മോഡലും അതു തുടരും.',
  prompt: 'തുടക്കം',
  promptExample: 'ഇന്ന് ബസിൽവച്ച് …',
  write: 'ബാക്കി എഴുതിക്കുക',
  again: 'മറ്റൊരു വിധത്തിൽ എഴുതിക്കുക',
  version: (seed) => `വിധം ${format.count(seed)}`,
  model: 'നിങ്ങളുടെ മോഡൽ',
  unverified: (name) => `${name} (ഫയലിൽനിന്ന്, ഉറപ്പുവരുത്തിയിട്ടില്ല)`,
  remembers: (n) => `നിങ്ങളുടെ എഴുത്തിന്റെ ഓർമ ഉപയോഗിക്കുക (${format.count(n)} ടോക്കൺ)`,
  daring: {
    label: 'കരുതലോ ധൈര്യമോ',
    levels: ['വളരെ കരുതലോടെ', 'കരുതലോടെ', 'രണ്ടിനും നടുവിൽ', 'ധൈര്യത്തോടെ', 'വളരെ ധൈര്യത്തോടെ'],
    careful: 'കരുതൽ',
    most: 'ധൈര്യം',
    advanced: 'കൂടുതൽ ക്രമീകരണങ്ങൾ',
  },
  temperature: 'ടെമ്പറേച്ചർ',
  topP: 'Top-p',
  minP: 'Min-p',
  loops: 'ആവർത്തനം തടയൽ',
  memoryShare: 'ഓർമയുടെ പങ്ക്',
  maxTokens: 'പരമാവധി നീളം',
  writing: (models) => (models === 1 ? 'അടിസ്ഥാനമോഡൽ എഴുതുന്നു.' : 'രണ്ടു മോഡലും എഴുതുന്നു.'),
  wrote: (model, text) => `${model} എഴുതിയത്: ${text}`,
  readingAgain: 'നിങ്ങളുടെ എഴുത്ത് വീണ്ടും വായിക്കുന്നു…',
} satisfies Strings['tryOut'];
