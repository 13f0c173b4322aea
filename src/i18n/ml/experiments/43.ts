import type { Strings } from '../../en';
import { format } from '../format';

export const seeds = {
  title: 'അഞ്ചു സീഡുകൾ',
  question:
    'ഇതു ഭാഗ്യംകൊണ്ടാണോ? ഓരോ ഘട്ടത്തിലും എഴുത്തിന്റെ ഏതു കഷണം പഠിക്കണമെന്നു തീരുമാനിക്കുന്നത് സീഡ് എന്ന സംഖ്യയാണ്. സീഡ് മാറ്റിയാലും ഇതേ ഫലം കിട്ടുമോ?',
  criterion: 'ഓരോ എഴുത്തിലും ഓരോ സീഡിലും മാറ്റിവച്ച ഭാഗത്തെ പെർപ്ലെക്സിറ്റി അര ശതമാനമെങ്കിലും കുറയണം.',
  published: '3 എഴുത്തുകളിൽ 5 സീഡുകൾ വീതം: 15-ൽ 15-ഉം STRICT.',
  label: (name, seed) => `${name}, സീഡ് ${seed}`,
  sentence(runs, apart) {
    const spread = apart
      ? ` സീഡ് മാറ്റിയാൽ കുറവിലുള്ള വ്യത്യാസം പരമാവധി ${format.times(apart.seeds)}. എഴുത്ത് മാറ്റിയാൽ ${format.times(apart.texts)}.`
      : '';
    return `${runs.all} പരിശീലനങ്ങളിൽ പെർപ്ലെക്സിറ്റി കുറഞ്ഞവ: ${runs.fell}. അവയിൽ STRICT ആയവ: ${runs.strict}.${spread}`;
  },
  charts: { seeds: 'മാറ്റിവച്ച ഭാഗത്ത് പെർപ്ലെക്സിറ്റി എത്ര കുറഞ്ഞു, ഓരോ സീഡിലും' },
  axes: { seed: 'സീഡ്', fall: 'കുറവ്' },
} satisfies Strings['experiments']['43'];
