import { UNCHANGED_FALL } from '../../../eval/verdict';
import type { Strings } from '../../en';
import { format } from '../format';

/** What several experiments say. */
export const common = {
  ownText: 'എന്റെ എഴുത്ത്',
  yourText: 'നിങ്ങളുടെ എഴുത്ത്',
  templatedNotes: 'ഒരേ അച്ചിലുള്ള കുറിപ്പുകൾ',
  methods: { norm: 'norm-only', lora: 'LoRA', full: 'full fine-tuning' },
  keptModel: (name, nth) => (nth === 1 ? `${name} (സൂക്ഷിച്ചത്)` : `${name} (സൂക്ഷിച്ചത്, ${nth})`),
  nothingYet: 'ഒന്നും അളന്നുകഴിഞ്ഞിട്ടില്ല.',
  columns: {
    text: 'എഴുത്ത്',
    method: 'രീതി',
    seed: 'സീഡ്',
    steps: 'ഘട്ടങ്ങൾ',
    learned: 'പഠിച്ച ടോക്കണുകൾ',
    held: 'മാറ്റിവച്ച ടോക്കണുകൾ',
    before: 'പെർപ്ലെക്സിറ്റി, മുമ്പ്',
    after: 'പെർപ്ലെക്സിറ്റി, ശേഷം',
    fall: 'കുറവ്',
    fallLow: 'കുറവ്, ഏറ്റവും ചെറുത്',
    fallHigh: 'കുറവ്, ഏറ്റവും വലുത്',
    general: 'പൊതുവായ എഴുത്തിലെ മാറ്റം',
    verdict: 'വിധി',
    seconds: 'സെക്കൻഡ്',
    bytes: 'ബൈറ്റ്',
    training: 'പരിശീലനം',
    learnedFrom: 'പഠിച്ചത്',
  },
  axes: {
    steps: 'ഘട്ടങ്ങൾ',
    perplexity: 'പെർപ്ലെക്സിറ്റി',
    fall: 'മാറ്റിവച്ച ഭാഗത്തെ കുറവ്',
    general: 'പൊതുവായ എഴുത്തിലെ പെർപ്ലെക്സിറ്റി',
  },
  charts: {
    falls: 'മാറ്റിവച്ച ഭാഗത്ത് പെർപ്ലെക്സിറ്റി എത്ര കുറഞ്ഞു',
    general: 'പൊതുവായ എഴുത്തിൽ പെർപ്ലെക്സിറ്റി എത്ര മാറി',
  },
} satisfies Strings['experiments']['common'];

/** What perplexity did: "×1.12 കുറഞ്ഞു", or that it did not. What would be written "×1.00" did not. */
export function fell(fall: number): string {
  return fall >= UNCHANGED_FALL ? `${format.times(fall)} കുറഞ്ഞു` : `കുറഞ്ഞില്ല (${format.times(fall)})`;
}

/** What perplexity did: "×1.12 കുറഞ്ഞു", or "41% കൂടി" where it became worse. */
export function fellOrRose(fall: number): string {
  return fall >= 1 ? `${format.times(fall)} കുറഞ്ഞു` : `${format.percent(1 / fall - 1)} കൂടി`;
}
