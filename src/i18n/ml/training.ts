import type { EngineName } from '../../model/run';
import type { Failure } from '../../train/engine';
import type { Strings } from '../en';
import type { ErrorSentence } from '../words';
import { errors } from './errors';
import { format } from './format';

const NAMES: Record<EngineName, string> = { cpu: 'പ്രോസസർ', webgpu: 'ഗ്രാഫിക്സ് പ്രോസസർ' };
const ON: Record<EngineName, string> = { cpu: 'പ്രോസസറിൽ', webgpu: 'ഗ്രാഫിക്സ് പ്രോസസറിൽ' };

const failure = ({ reason, details = {} }: Failure): string => {
  const sentence: ErrorSentence = errors.byDomain.train[reason];
  return typeof sentence === 'string' ? sentence : sentence(details);
};

/** The engines, the course of a training, and what became of it. */
export const training = {
  failure,

  engine: {
    examining: 'ഈ ലാപ്‌ടോപ്പിൽ പരിശീലനത്തിന് എത്ര വേഗമുണ്ടെന്നു നോക്കുന്നു…',
    testAgain: 'വീണ്ടും പരിശോധിക്കുക',
    testGpuAgain: 'ഗ്രാഫിക്സ് പ്രോസസർ വീണ്ടും പരിശോധിക്കുക',
    chosen(choice) {
      const on = ON[choice.engine];
      switch (choice.why) {
        case 'asked':
          return `നിങ്ങൾ തിരഞ്ഞെടുത്തതുപോലെ ${on} പരിശീലനം നടക്കും.`;
        case 'faster':
          return choice.engine === 'cpu'
            ? 'പ്രോസസറിൽ പരിശീലനം നടക്കും. ഇവിടെ അതിനാണ് ഗ്രാഫിക്സ് പ്രോസസറിനെക്കാൾ വേഗം.'
            : 'ഗ്രാഫിക്സ് പ്രോസസറിൽ പരിശീലനം നടക്കും. ഇവിടെ അതിനാണ് പ്രോസസറിനെക്കാൾ വേഗം.';
        case 'no-gpu':
          return `${on} പരിശീലനം നടക്കും: ഈ ബ്രൗസർ ഗ്രാഫിക്സ് പ്രോസസർ നൽകുന്നില്ല.`;
        case 'software-gpu':
          return `${on} പരിശീലനം നടക്കും. ഇവിടെയുള്ളതു ശരിക്കുള്ള ഗ്രാഫിക്സ് പ്രോസസർ അല്ല, അതിനെ അനുകരിക്കുന്ന ഒരു പ്രോഗ്രാമാണ്. അതിനു വേഗം കുറവാണ്.`;
        case 'other-wrong':
          return `${on} പരിശീലനം നടക്കും. ${choice.failure ? failure(choice.failure) : ''}`.trim();
      }
    },
  },

  device: {
    processor: (threads) => `പ്രോസസറിൽ (${format.count(threads)}\u00a0ത്രെഡ്)`,
    graphicsProcessor: 'ഗ്രാഫിക്സ് പ്രോസസറിൽ',
  },

  run: {
    title: 'പരിശീലനം',
    stages: {
      'measuring-base': 'മാറ്റിവച്ച ഭാഗത്ത് അടിസ്ഥാനമോഡലിനെ പരിശോധിക്കുന്നു',
      'measuring-first': 'ഇതുവരെ എന്തു പഠിച്ചെന്നു പരിശോധിക്കുന്നു',
      loading: 'പരിശീലനത്തിന് അടിസ്ഥാനമോഡൽ ഒരുക്കുന്നു',
      checking: 'ഈ ലാപ്‌ടോപ്പ് ശരിയായി കണക്കുകൂട്ടുന്നുണ്ടോ എന്നു നോക്കുന്നു',
      training: 'പരിശീലിക്കുന്നു',
      paused: 'നിങ്ങൾ തിരിച്ചുവരാൻ കാത്തിരിക്കുന്നു',
      stopping: 'ഈ ഘട്ടം കഴിഞ്ഞു നിർത്തും',
      measuring: 'കണ്ടിട്ടില്ലാത്ത ഭാഗത്ത് നിങ്ങളുടെ മോഡലിനെ പരിശോധിക്കുന്നു',
      saving: 'നിങ്ങളുടെ മോഡൽ സൂക്ഷിക്കുന്നു',
    },
    short: 'ഏതാനും സെക്കൻഡ് മതി.',
    step({ step, steps, left = {} }) {
      if (step === steps) return `${steps} ഘട്ടവും കഴിഞ്ഞു. ഇനി മാറ്റിവച്ച ഭാഗത്ത് ഒരു അവസാനപരിശോധന കൂടി.`;
      if (step === 0) return `തുടങ്ങുന്നു: ആകെ ${steps} ഘട്ടം.`;
      if (left.all === undefined) return `${steps}-ൽ ${step} ഘട്ടം കഴിഞ്ഞു.`;
      if (left.first === undefined)
        return `${steps}-ൽ ${step} ഘട്ടം കഴിഞ്ഞു, ഏകദേശം ${format.duration(left.all)} ബാക്കി.`;
      return `${steps}-ൽ ${step} ഘട്ടം കഴിഞ്ഞു. ആദ്യഫലം അറിയാൻ ഏകദേശം ${format.duration(left.first)}, എല്ലാം തീരാൻ ഏകദേശം ${format.duration(left.all)}.`;
    },
    waits: ({ step, steps }) => `${steps}-ൽ ${step} ഘട്ടം കഴിഞ്ഞു. പരിശീലനം ഏതാനും സെക്കൻഡ് നിൽക്കും, പിന്നെ തുടരും.`,
    paused: ({ step, steps }) =>
      `${steps}-ൽ ${step} ഘട്ടം കഴിഞ്ഞു. ആരും നോക്കാത്ത പേജുകൾക്കു ബ്രൗസർ വേഗം കുറയ്ക്കും. നിങ്ങൾ തിരിച്ചുവരുമ്പോൾ പരിശീലനം തുടരും.`,
    on: (device) => `പരിശീലനം നടക്കുന്നത്: ${device}.`,
    stop: 'നിർത്തി സൂക്ഷിക്കുക',
  },

  resumed({ broken, engine, step, ...why }) {
    const from = step > 0 ? `ഘട്ടം ${step} മുതൽ` : 'ആദ്യം മുതൽ';
    if (why.reason !== 'hanging' && why.reason !== 'device-lost')
      return `${failure(why)} ${ON[engine]} ${from} തുടർന്നു.`;
    return engine === broken
      ? `${NAMES[broken]} ഇടയ്ക്കു നിന്നു. പരിശീലനം ${from} തുടർന്നു.`
      : `${NAMES[broken]} ഇടയ്ക്കു നിന്നു. പരിശീലനം ${ON[engine]} ${from} തുടർന്നു.`;
  },

  outcome({ ended, steps, skipped = 0 }) {
    if (ended === 'not-finite')
      return steps > 0
        ? `പരിശീലനം പിടിവിട്ടുപോയി. അതുകൊണ്ട് ഘട്ടം ${steps} കഴിഞ്ഞപ്പോൾ എങ്ങനെയായിരുന്നോ അതാണു നിങ്ങളുടെ മോഡൽ. പഠനനിരക്കു കുറച്ചാൽ ഇത് ഒഴിവാക്കാം.`
        : 'പരിശീലനം പിടിവിട്ടുപോയി. അതുകൊണ്ട് മോഡൽ ഒന്നും പഠിച്ചില്ല. പഠനനിരക്കു കുറച്ചാൽ ഇത് ഒഴിവാക്കാം.';
    if (skipped === 0) return undefined;
    return skipped === 1
      ? 'സംഖ്യകൾ വല്ലാതെ വലുതായതിനാൽ ഒരു ഘട്ടം ഒഴിവാക്കി.'
      : `സംഖ്യകൾ വല്ലാതെ വലുതായതിനാൽ ${skipped} ഘട്ടം ഒഴിവാക്കി.`;
  },

  ramRefusal: ({ hasGb }) =>
    `മുഴുവൻ മാറ്റത്തിന് ഈ ലാപ്‌ടോപ്പിലെ മെമ്മറി പോരാ (ഏകദേശം ${hasGb} GB ആണുള്ളത്). നേരിയ മാറ്റം നടക്കും.`,
} satisfies Strings['training'];
