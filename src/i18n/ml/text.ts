import type { Strings } from '../en';
import { format } from './format';

/** Sentences about the student's text. */
export const text = {
  tooLittle: ({ part, have, needed, moreWords }) =>
    part === 'text'
      ? `ഏകദേശം ${format.plural(moreWords, 'വാക്കു', 'വാക്കു')} കൂടി എഴുതുക: ${format.count(needed)} ടോക്കൺ വേണം, ഇപ്പോൾ ${format.count(have)} ആയി.`
      : `ഏകദേശം ${format.plural(moreWords, 'വാക്കു', 'വാക്കു')} കൂടി ചേർക്കുക: മാറ്റിവയ്ക്കുന്ന ഭാഗത്തിന് ${format.count(needed)} ടോക്കൺ വേണം, ഇപ്പോൾ ${format.count(have)} ആയി.`,
  repetitive:
    'എഴുത്തിന്റെ അവസാനഭാഗം മുമ്പുള്ളതുതന്നെ ആവർത്തിക്കുന്നു. അതുകൊണ്ട് മോഡലിനെ പരിശോധിക്കാൻ വേണ്ടത്ര ബാക്കിയില്ല. പുതിയത് എന്തെങ്കിലും ചേർക്കുക.',
} satisfies Strings['text'];

/** The texts that come with the app. */
export const samples = {
  diary: {
    title: 'ഒരു സ്കൂൾ ഡയറി',
    description: 'ഒൻപതാം ക്ലാസിലെ ഒരു പെൺകുട്ടി ഇംഗ്ലീഷിൽ എഴുതിയത്. എന്നും വൈകുന്ന ഒരു ബസും കറന്റ് എന്നു പേരുള്ള ഒരു പൂച്ചയും ഇതിലുണ്ട്.',
  },
  malayalam: {
    title: 'പിന്നിലെ താളുകൾ',
    description: 'കടലോരത്തു താമസിക്കുന്ന, എന്തും എണ്ണിനോക്കുന്ന ഒരു ആൺകുട്ടി എഴുതിയത്. മലയാളത്തിൽ, ഇടയ്ക്കു മംഗ്ലീഷും.',
  },
  programmer: {
    title: 'ഒരു പ്രോഗ്രാമറുടെ ജോലിക്കുറിപ്പുകൾ',
    description: 'ഇംഗ്ലീഷ് കുറിപ്പുകളും കമാൻഡുകളും Python കോഡും. കമ്പ്യൂട്ടറുകൾക്കു മീനുകളുടെ പേരാണ്.',
  },
  wordbox: {
    title: 'വാക്കുപെട്ടി',
    description: 'വാക്കുകൾ ശേഖരിക്കുന്ന, മത്തൻ വളർത്തുന്ന ഒരു ഒൻപതാം ക്ലാസുകാരി എഴുതിയത്. മുഴുവനും മലയാളത്തിൽ.',
  },
  manglish: {
    title: 'ക്ലാസ് ഗ്രൂപ്പിലെ ഞാൻ',
    description: 'ക്ലാസ് ഗ്രൂപ്പിൽ ഒരു കുട്ടി എഴുതിയത്, ഓരോ വരിയിലും ഓരോ സന്ദേശം. മംഗ്ലീഷിൽ.',
  },
} satisfies Strings['samples'];
