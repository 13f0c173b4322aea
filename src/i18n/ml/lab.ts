import type { Strings } from '../en';
import { format } from './format';

const parts = (n: number) => format.plural(n, 'ഭാഗം', 'ഭാഗം');
const FORMS = { quick: 'ചുരുക്കം', full: 'പൂർണം' };

/** The screens of the Lab. What the experiments themselves say is in `experiments`. */
export const lab = {
  title: 'ലാബ്: ഇത് ശരിക്കും നിങ്ങളുടേതാണോ?',
  intro:
    'മോഡൽ പഠിക്കുന്നത് ശരിക്കും നിങ്ങളുടെ എഴുത്തുരീതിയാണോ, അതോ ആരുടെ എഴുത്തായാലും മതിയോ? ഓരോ പരീക്ഷണവും ഒരു ചോദ്യത്തിന് ഉത്തരം തേടുന്നു: ഈ ലാപ്‌ടോപ്പിൽ, നിങ്ങളുടെ എഴുത്തിലോ മൂന്നു സാമ്പിളുകളിലോ.',
  terms: {
    title: 'ഇവിടെ വേണ്ട നാലു വാക്കുകൾ',
    words: [
      {
        word: 'ടോക്കൺ',
        meaning: 'വാക്കോ വാക്കിന്റെ കഷണമോ. മോഡൽ വായിക്കുന്നതും ഊഹിക്കുന്നതും ഓരോ ടോക്കണായാണ്.',
      },
      {
        word: 'പെർപ്ലെക്സിറ്റി',
        meaning:
          'അടുത്ത ടോക്കൺ ഊഹിക്കാൻ മോഡലിന് എത്ര പ്രയാസമുണ്ട് എന്ന്. 50 എന്നാൽ, തുല്യസാധ്യതയുള്ള 50 ടോക്കണിൽ ഒന്ന് ഊഹിക്കുന്നത്ര പ്രയാസം. കുറയുന്തോറും നല്ലത്.',
      },
      {
        word: 'കുറവ്',
        meaning:
          'പരിശീലനത്തിനു ശേഷം പെർപ്ലെക്സിറ്റി എത്ര മടങ്ങ് കുറഞ്ഞു എന്ന്. “×1.12” എന്നാൽ, മുമ്പുണ്ടായിരുന്നതിനെ 1.12 കൊണ്ടു ഹരിച്ചതായി. “×1.00” എന്നാൽ ഒരു മാറ്റവുമില്ല.',
      },
      {
        word: 'മാറ്റിവച്ച ഭാഗം',
        meaning:
          'എഴുത്തിന്റെ അവസാനഭാഗം. മോഡൽ ഒരിക്കലും അതു പഠിക്കുന്നില്ല. അതുകൊണ്ട് എന്തു പഠിച്ചെന്ന് അവിടെ മാത്രമേ അറിയാനാവൂ. “പൊതുവായ എഴുത്ത്” മറ്റു പലരും എഴുതിയതാണ്. മോഡൽ എന്തു മറന്നെന്ന് അതിൽനിന്നറിയാം.',
      },
    ],
  },
  groups: { published: 'പ്രസിദ്ധീകരിച്ച പരീക്ഷണങ്ങൾ', open: 'ഉത്തരം കാത്തിരിക്കുന്ന ചോദ്യങ്ങൾ' },
  unknown: 'ഈ പേരിൽ പരീക്ഷണമൊന്നുമില്ല. എല്ലാ പരീക്ഷണങ്ങളും ഇവിടെയുണ്ട്. <link>ഈ കുറിപ്പ് അടയ്ക്കുക</link>',
  published: (number) => `പരീക്ഷണം ${number} (പ്രസിദ്ധീകരിച്ചത് “Bet ${number}” എന്ന പേരിൽ)`,
  open: 'ഉത്തരം കാത്തിരിക്കുന്ന ചോദ്യം',
  passesIf: 'വിജയം എന്നാൽ',
  publishedResult: 'പ്രസിദ്ധീകരിച്ച ഫലം',
  all: 'എല്ലാ പരീക്ഷണങ്ങളും',
  forms: FORMS,

  state: {
    running: (share) => `നടക്കുന്നു: ${Math.round(100 * share)}%`,
    notRun: 'നടത്തിയിട്ടില്ല',
    passed: 'വിജയിച്ചു',
    notPassed: 'വിജയിച്ചില്ല',
    noPass: 'ജയപരാജയമില്ല',
    done: (done, cells) =>
      done === 0 ? `${parts(cells)}, ഒന്നും കഴിഞ്ഞില്ല` : `${format.count(cells)}-ൽ ${parts(done)} കഴിഞ്ഞു`,
    last: {
      quick: (what, time) => `${what} · ചുരുക്കം, ${format.when(time)}`,
      full: (what, time) => `${what} · പൂർണം, ${format.when(time)}`,
    },
  },

  run: 'പരീക്ഷണം നടത്താം',
  whatRuns: 'എന്തൊക്കെ നടക്കും',
  whatRunsIn: (cells) => `എന്തൊക്കെ നടക്കും (${parts(cells)})`,

  setup: {
    howMuch: 'എത്രത്തോളം',
    about: {
      quick: 'കുറച്ച് എഴുത്ത്, കുറച്ചു ഘട്ടങ്ങൾ: ഒന്നു നോക്കാൻ മാത്രം.',
      full: 'പരീക്ഷണം അതിന്റെ ശരിയായ രൂപത്തിൽ.',
    },
    seconds: (form, seconds) => `${form}: ഏകദേശം ${format.duration(seconds)}`,
    whose: 'ആരുടെ എഴുത്ത്',
    tokens: (tokens) => format.plural(tokens, 'ടോക്കൺ', 'ടോക്കൺ'),
    notReady: 'ഇത് ഉപയോഗിക്കാറായിട്ടില്ല: <link>കാരണം “തയ്യാറാക്കുക” എന്ന പേജിലുണ്ട്</link>',
    models: 'എന്റെ മോഡലുകളും',
    leftOut: (name) =>
      `“<name>${name}</name>” നിങ്ങളുടെ എഴുത്തിലുമുണ്ട്. അതുകൊണ്ട് അതിനെ ഇവിടെ മറ്റൊരാളുടെ എഴുത്തായി കണക്കാക്കില്ല, ഒഴിവാക്കും.`,
  },

  start: {
    ready: 'ഒരുങ്ങുന്നു…',
    run: 'നടത്തുക',
    again: 'വീണ്ടും നടത്തുക',
    goOn: 'തുടരുക',
    fromStart: 'ആദ്യം മുതൽ വീണ്ടും നടത്തുക',
    kept: (done, cells) =>
      done === 0
        ? `${parts(cells)}, ഒന്നും കഴിഞ്ഞില്ല.`
        : `${format.count(cells)}-ൽ ${parts(done)} കഴിഞ്ഞു, സൂക്ഷിച്ചിട്ടുണ്ട്.`,
    training:
      '<link>“തയ്യാറാക്കുക” എന്ന പേജിൽ</link> നിങ്ങളുടെ മോഡലിന്റെ പരിശീലനം നടക്കുന്നു. രണ്ടും ഒരുമിച്ച് ഈ ലാപ്‌ടോപ്പിനു താങ്ങാനാവില്ല. അതു കഴിഞ്ഞാൽ ഈ പരീക്ഷണം തുടങ്ങാം.',
    other: '<link>മറ്റൊരു പരീക്ഷണം</link> നടക്കുന്നു. അതു കഴിഞ്ഞാൽ ഇതു തുടങ്ങാം.',
  },

  progress: {
    bar: 'പരീക്ഷണം',
    starting: 'തുടങ്ങുന്നു',
    stopping: 'നിർത്തുന്നു',
    stop: 'നിർത്തുക',
    where(part, cells, steps, seconds) {
      const taken = steps === undefined ? '' : `, ${format.count(steps)} ഘട്ടം കഴിഞ്ഞു`;
      const left = seconds === undefined ? '' : `, ഏകദേശം ${format.duration(seconds)} ബാക്കി`;
      return `ഭാഗം ${format.count(part)} (ആകെ ${format.count(cells)})${taken}${left}.`;
    },
    note: {
      quick: (on) => `ചുരുക്കം. എഴുത്ത്: ${on.join(', ')}. ഇതിനിടെ മറ്റു പേജുകൾ നോക്കാം. തീരുന്ന ഓരോ ഭാഗവും സൂക്ഷിക്കും.`,
      full: (on) => `പൂർണം. എഴുത്ത്: ${on.join(', ')}. ഇതിനിടെ മറ്റു പേജുകൾ നോക്കാം. തീരുന്ന ഓരോ ഭാഗവും സൂക്ഷിക്കും.`,
    },
  },

  finding: {
    region: 'കണ്ടെത്തൽ',
    earlier: 'ഇതു മുമ്പു നടത്തിയതാണ്. എഴുത്തോ “എത്രത്തോളം” എന്നതോ അന്നു വേറെയായിരുന്നു.',
    soFar: (done, cells) =>
      done === 0 ? `ഇതുവരെ ഒന്നും കഴിഞ്ഞില്ല (${parts(cells)})` : `ഇതുവരെ ${format.count(cells)}-ൽ ${parts(done)}`,
    numbers: 'സംഖ്യകൾ',
    passages: {
      button: 'മോഡലുകൾ എഴുതിയത്',
      after: (prompt) => `“… <prompt>${prompt}</prompt>” എന്നതിനു ശേഷം`,
      by: (model) => `${model}:`,
    },
    save: 'JSON ഫയലായി സേവ് ചെയ്യുക',
    provenance(run) {
      const device = run.device ? ` നടന്നത്: ${run.device}.` : '';
      return (
        `${format.when(run.startedAt)}: ${FORMS[run.form]}. എഴുത്ത്: ${run.on.join(', ')}. ` +
        `മാറ്റിവച്ച ഭാഗത്തെ ${format.count(run.held)} ടോക്കണും പൊതുവായ എഴുത്തിലെ ${format.count(run.general)} ടോക്കണും ഉപയോഗിച്ച് അളന്നു. ` +
        `${format.duration(run.seconds)} എടുത്തു.${device}`
      );
    },
    delete: {
      button: 'ഈ കണ്ടെത്തൽ മായ്ക്കുക',
      title: 'ഈ പരീക്ഷണവും അതിന്റെ കണ്ടെത്തലും മായ്ക്കണോ?',
      question: 'നിങ്ങളുടെ എഴുത്തുകളും മോഡലുകളും മായില്ല. ഇതു വീണ്ടും കാണാൻ പരീക്ഷണം വീണ്ടും നടത്തേണ്ടിവരും.',
      yes: 'മായ്ക്കുക',
    },
  },
} satisfies Strings['lab'];
