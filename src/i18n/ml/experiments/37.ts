import type { Strings } from '../../en';
import { format } from '../format';

export const normOnly = {
  title: 'ഒൻപതു കിലോബൈറ്റ്',
  question:
    'norm-ന്റെ ഗുണകങ്ങൾ (gains) മാത്രം പരിശീലിപ്പിച്ചാൽ മതിയോ? മോഡലിലെ 3.78 കോടി സംഖ്യകളിൽ 4,608 എണ്ണം മാത്രമാണ് അവ.',
  criterion:
    'ഓരോ എഴുത്തിലും പെർപ്ലെക്സിറ്റി, യാദൃച്ഛികതകൊണ്ടു വരാവുന്നതിലും കൂടുതൽ കുറയണം (95% പരിധി മുഴുവനും). പൊതുവായ എഴുത്തിൽ അതു കൂടുന്നത് 5 ശതമാനത്തിൽ താഴെയാകണം.',
  published: 'ഇതിനുശേഷം എല്ലാ അഡാപ്റ്ററുകളും (മോഡലിനോടു ചേർക്കുന്ന ചെറിയ ഭാഗം) norm-only രീതിയിലാണ് ഉണ്ടാക്കുന്നത്.',
  sentence(fall, general, texts, missed) {
    const holds =
      missed.length > 0
        ? `ഈ ഫലം പോരാത്തത്: ${missed.join(', ')}.`
        : texts === 1
          ? 'അളന്ന ഒരേയൊരു എഴുത്തിൽ ഇതു ശരിയാണ്.'
          : `അളന്ന ${format.count(texts)} എഴുത്തുകളിലും ഇതു ശരിയാണ്.`;
    return (
      `ഒൻപതു കിലോബൈറ്റ് കൊണ്ട് മാറ്റിവച്ച ഭാഗത്തെ പെർപ്ലെക്സിറ്റി ശരാശരി ${format.times(fall)} കുറഞ്ഞു. ` +
      `പൊതുവായ എഴുത്തിലെ മാറ്റം: ${format.change(general)}. ${holds}`
    );
  },
} satisfies Strings['experiments']['37'];
