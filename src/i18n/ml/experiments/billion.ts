import type { Strings } from '../../en';
import { format } from '../format';

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

const shortSeconds = (seconds: number) => `${Number(seconds.toPrecision(2))} സെക്കൻഡ്`;

export const billion = {
  title: 'നൂറു കോടി സംഖ്യകളുള്ള മോഡൽ',
  question: 'നൂറു കോടി സംഖ്യകൾ (parameters) ഉള്ള ഒരു മോഡൽ ഈ ലാപ്‌ടോപ്പിൽ സ്വന്തമാക്കാനാവുമോ?',
  instead: 'ജയപരാജയമില്ല',
  criterion:
    'ഇതിൽ ജയിക്കാനോ തോൽക്കാനോ ഒന്നുമില്ല. ഈ ലാപ്‌ടോപ്പിന്റെ വേഗം അളന്ന് അതിൽനിന്നു കണക്കുകൂട്ടുന്നു. മറ്റൊരു കമ്പ്യൂട്ടറിൽ അളന്ന സംഖ്യകളും ഒപ്പമുണ്ട്.',
  label: 'ഈ ലാപ്‌ടോപ്പിന്റെ വേഗം അളക്കൽ',
  notYet: 'ഈ ലാപ്‌ടോപ്പിന്റെ വേഗം അളന്നിട്ടില്ല.',
  sentence(steps, seconds, measured, times) {
    const minutes = seconds / 60;
    const long =
      minutes < 2 ? `${Math.round(seconds)} സെക്കൻഡ്` : `${format.count(Math.round(minutes))} മിനിറ്റ്`;
    return (
      `${steps} ഘട്ടത്തിന് ഈ ലാപ്‌ടോപ്പിൽ ഏകദേശം ${long} വേണ്ടിവരും. അങ്ങനെയൊരു അടിസ്ഥാനമോഡൽ ആരും ഉണ്ടാക്കിയിട്ടില്ല. ` +
      `പക്ഷേ ക്രമരഹിതമായ സംഖ്യകൾ നിറച്ച ഒന്ന്, ഗ്രാഫിക്സ് പ്രോസസർ ഇല്ലാത്ത ഒരു കമ്പ്യൂട്ടറിൽ ഞങ്ങൾ പരീക്ഷിച്ചു. ഒരു ഘട്ടത്തിന് ${shortSeconds(measured.seconds)} എടുത്തു. ` +
      `ഇവിടെയുള്ള അടിസ്ഥാനമോഡലിന്റെ ${Math.round(times)} മടങ്ങാണത്. പേജിന് ${gigabytes(measured.bytes)} മെമ്മറി വേണ്ടിവന്നു. ` +
      'അതായത്, 8 GB മെമ്മറിയുള്ള ലാപ്‌ടോപ്പിലെ ഒറ്റ ടാബിൽ അതു കൊള്ളും.'
    );
  },
  models: {
    base: 'ഇവിടെയുള്ള അടിസ്ഥാനമോഡൽ',
    billion: 'നൂറു കോടി',
    most: 'ഒരു പേജിൽ പരിശീലനത്തിനു പരമാവധി ഉപയോഗിക്കാവുന്നത്',
  },
  charts: {
    time: (steps) => `ഈ ലാപ്‌ടോപ്പിൽ ${steps} ഘട്ടം, norm-only`,
    memory: 'പരിശീലനസമയത്ത് പേജ് ഉപയോഗിക്കുന്ന മെമ്മറി, അളന്നത്',
  },
  table: {
    base: 'FractalMoE 30M',
    parameters: 'സംഖ്യകൾ, പത്തുലക്ഷത്തിൽ',
    active: 'ഒരു ടോക്കണിനു വായിക്കുന്നത്, പത്തുലക്ഷത്തിൽ',
    download: 'ഡൗൺലോഡ്, int8',
    page: 'പേജിന്റെ മെമ്മറി, norm-only, മറ്റൊരിടത്ത് അളന്നത്',
    step: '256 ടോക്കണുള്ള ഒരു ഘട്ടം, norm-only, മറ്റൊരിടത്ത് അളന്നത്',
    training: 'full fine-tuning-നു വേണ്ട മെമ്മറി, കണക്കുകൂട്ടിയത്',
    run: (steps, tokens, method) => `${steps} ഘട്ടം, ഓരോന്നിലും ${tokens} ടോക്കൺ, ${method}`,
    methods: { norm: 'norm-only', full: 'full' },
    seconds: shortSeconds,
    bytes: gigabytes,
    tooMany: (bytes) => `${gigabytes(bytes)}, കൊള്ളില്ല`,
  },
} satisfies Strings['experiments']['billion'];
