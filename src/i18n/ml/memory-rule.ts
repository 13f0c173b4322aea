import type { LaterStrings } from '../en';
import { format } from './format';

/** On My models, of a model that was measured before the memory learned when to speak. */
export const memoryRule: LaterStrings['memoryRule'] = {
  earlier:
    'ഈ സംഖ്യകൾ അളന്നത് ഓർമയുടെ പഴയ രീതിയിലാണ്. എപ്പോൾ സഹായിക്കണമെന്ന് ഇന്ന് ഓർമയ്ക്കു കൂടുതൽ നന്നായി അറിയാം. അതുകൊണ്ട് ഈ മോഡൽ ഇവിടെ കാണുന്നതിലും അല്പം മെച്ചമായിരിക്കാം.',
  again: 'വീണ്ടും അളക്കുക',
  measuring: (share) => `വീണ്ടും അളക്കുന്നു: ${format.percent(share)} കഴിഞ്ഞു.`,
  done: 'ഈ മോഡൽ വീണ്ടും അളന്നു. മുകളിൽ കാണുന്നതു പുതിയ സംഖ്യകളാണ്.',
  changed:
    'വീണ്ടും അളക്കാൻ, അന്ന് അളന്ന അതേ എഴുത്തു വേണം. അതു മാറ്റുകയോ മായ്ക്കുകയോ ചെയ്തിരിക്കുന്നു. <link>മോഡലിനെ വീണ്ടും പഠിപ്പിക്കുക</link>. അപ്പോൾ പുതിയ പതിപ്പ് ഇന്നത്തെ രീതിയിൽ അളക്കും.',
};
