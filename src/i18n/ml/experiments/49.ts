import type { Strings } from '../../en';
import { format } from '../format';

export const shootout = {
  title: 'മൂന്നു രീതികൾ',
  question: 'എടുക്കുന്ന സമയത്തിനും വലുപ്പത്തിനും തക്ക ഗുണമുള്ള രീതി ഏത്: norm-only, LoRA, അതോ full fine-tuning?',
  criterion:
    'norm-only രണ്ടു കാര്യത്തിലും full fine-tuning-നോട് ഒപ്പമോ മുന്നിലോ ആയിരിക്കണം (“Pareto-dominates”): മാറ്റിവച്ച ഭാഗത്ത് പെർപ്ലെക്സിറ്റിയുടെ കുറവ് അത്രയെങ്കിലും വേണം, പൊതുവായ എഴുത്തിൽ അതിലധികം കൂടരുത്. രണ്ടും എല്ലാ എഴുത്തുകളുടെയും ഗുണോത്തരമാധ്യമാണ് (geometric mean).',
  published:
    'അഞ്ചു മിനിറ്റ് വരെയുള്ള പരിശീലനത്തിൽ norm-only രണ്ടു കാര്യത്തിലും മറ്റു രണ്ടു രീതികളോടും ഒപ്പമോ മുന്നിലോ ആയിരുന്നു (Pareto-dominated).',
  label: (name, method) => `${name}, ${method}`,
  notYet: 'മൂന്നു രീതിയിലും അളന്നുകഴിഞ്ഞ എഴുത്തൊന്നുമില്ല.',
  sentence(better, texts, methods) {
    const verdict = {
      norm: 'norm-only ചുരുങ്ങിയത് full fine-tuning-ന്റെ അത്രയും പഠിക്കുന്നു. പൊതുവായ എഴുത്തിൽ അതിലധികം ദോഷം ചെയ്യുന്നുമില്ല.',
      full: 'full fine-tuning ചുരുങ്ങിയത് norm-only-യുടെ അത്രയും പഠിക്കുന്നു. പൊതുവായ എഴുത്തിൽ അതിലധികം ദോഷം ചെയ്യുന്നുമില്ല. norm-only-യുടെ മെച്ചം അതിന്റെ ചെറിയ വലുപ്പമാണ്.',
      neither:
        'norm-only, full fine-tuning എന്നിവയിൽ ഒന്നും രണ്ടു കാര്യത്തിലും മുന്നിലല്ല: ഒന്നു കൂടുതൽ പഠിക്കുന്നു, മറ്റേതു പൊതുവായ എഴുത്തിൽ കുറച്ചേ ദോഷം ചെയ്യുന്നുള്ളൂ.',
    }[better];
    const each = methods.map(
      ({ name, fall, general, seconds }) =>
        `${name}: ${format.times(fall)}, ${format.change(general)}, ${format.count(seconds)} സെക്കൻഡ്`,
    );
    const over = texts === 1 ? 'ഒരു എഴുത്തിൽ' : `${format.count(texts)} എഴുത്തുകളുടെ ശരാശരി`;
    return `${verdict} മാറ്റിവച്ച ഭാഗത്തെ കുറവ്, പൊതുവായ എഴുത്തിലെ മാറ്റം, സമയം (${over}). ${each.join('; ')}.`;
  },
  charts: {
    methods: 'ഓരോ രീതിയും എന്തു പഠിക്കുന്നു, പൊതുവായ എഴുത്തിൽ എന്തു മാറ്റുന്നു',
    time: 'പരിശീലനത്തിനു വേണ്ട സമയം',
    size: 'അഡാപ്റ്ററിന്റെ വലുപ്പം',
  },
} satisfies Strings['experiments']['49'];
