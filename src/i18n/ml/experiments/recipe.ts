import type { Strings } from '../../en';
import { format } from '../format';

export const recipe = {
  title: 'ചേരുവകൾ ഓരോന്നായി',
  question: 'ഈ ആപ്പിന്റെ രീതിയിൽ പല ചേരുവകളുണ്ട്. മാറ്റിവച്ച ഭാഗത്ത് ഓരോന്നും എത്ര ഗുണം ചെയ്യുന്നു? പൊതുവായ എഴുത്തിൽ എന്തു മാറ്റുന്നു?',
  criterion:
    'ഈ ആപ്പിന്റെ രീതി (norm-only, ഒപ്പം ഓർമ) മാറ്റിവച്ച ഭാഗത്തെ പെർപ്ലെക്സിറ്റി ×1.30 എങ്കിലും കുറയ്ക്കണം (എഴുത്തുകളുടെ ഗുണോത്തരമാധ്യം, geometric mean). പൊതുവായ എഴുത്തിൽ അതു കൂടുന്നത് 2% വരെ മാത്രം.',
  label: (name, training) => `${name}, ${training}`,
  notYet: 'എല്ലാ ചേരുവകളും അളന്നുകഴിഞ്ഞ എഴുത്തൊന്നുമില്ല.',
  sentence(texts, { alone, thisText, all, others, untrained }) {
    const control = others ? ` അതിനു പകരം മറ്റൊരാളുടെ എഴുത്തായാൽ ${format.times(others.fall)}.` : '';
    return (
      `${texts === 1 ? 'ഒരു എഴുത്തിൽ' : `${format.count(texts)} എഴുത്തുകളിൽ`} norm-only പരിശീലനം മാത്രമായാൽ ${format.times(alone.fall)}, പൊതുവായ എഴുത്തിൽ ${format.change(alone.general)}. ` +
      `വായിക്കുന്ന എഴുത്ത് ഓർത്തുവച്ചാൽ ${format.times(thisText.fall)}. അത് ഏതു മോഡലിനുമാവാം. ` +
      `എഴുതിയ ആളുടെ പഴയ എഴുത്തുകൂടി ഓർത്തുവച്ചാൽ ${format.times(all.fall)}, പൊതുവായ എഴുത്തിൽ ${format.change(all.general)}.${control} ` +
      `പരിശീലനമില്ലാതെ ഓർമ മാത്രമായാൽ ${format.times(untrained.fall)}.`
    );
  },
  trainings: {
    base: 'പരിശീലനമില്ല',
    norm: 'norm-only',
    lora: 'LoRA',
    full: 'full',
    published: 'full, പ്രസിദ്ധീകരിച്ചതുപോലെ',
  },
  memories: {
    none: 'ഒന്നുമില്ല',
    ownText: 'ഈ എഴുത്ത്',
    other: 'മറ്റൊരാളുടേതും',
    all: 'എഴുതിയ ആളുടെ പഴയതും',
  },
  added: {
    none: (training) => training,
    ownText: (training) => `${training} + ഈ എഴുത്ത്`,
    other: (training) => `${training} + മറ്റൊരാളുടേത്`,
    all: (training) => `${training} + സ്വന്തം എഴുത്തുകൾ`,
  },
  charts: {
    recipes: 'ഓരോ രീതിയും എന്തു നൽകുന്നു, പൊതുവായ എഴുത്തിൽ എന്തു മാറ്റുന്നു',
    memories: 'norm-only, ഓർത്തുവയ്ക്കുന്നതനുസരിച്ച്',
  },
  table: { remembers: 'ഓർത്തുവയ്ക്കുന്നത്', mean: 'ഗുണോത്തരമാധ്യം' },
} satisfies Strings['experiments']['recipe'];
