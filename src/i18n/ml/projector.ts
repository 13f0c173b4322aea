import type { LaterStrings } from '../en';

/** Projector mode: a page for the whole class, with single keys. It comes with the mode and with the profile settings. */
export const projector = {
  heading: 'പ്രൊജക്ടർ',
  label: 'പ്രൊജക്ടറിൽ കാണിക്കാൻ പാകത്തിലാക്കുക',
  about:
    'പിൻബെഞ്ചിലിരിക്കുന്നവർക്കും വായിക്കാൻ, അക്ഷരങ്ങളും ബട്ടണുകളും വലുതാകും, നിറങ്ങൾ കൂടുതൽ തെളിയും. 1 മുതൽ 9 വരെയുള്ള കീകൾകൊണ്ടു പേജുകൾ മാറാം.',
  address: 'വിലാസത്തിൽ “?projector” എന്നുള്ളതുകൊണ്ടാണ് ഈ ടാബ് പ്രൊജക്ടറിനു പാകത്തിൽ കാണുന്നത്.',
  addressOff: 'വിലാസത്തിൽ “?projector=off” എന്നുള്ളതുകൊണ്ടാണ് ഈ ടാബ് പ്രൊജക്ടറിനു പാകത്തിൽ കാണാത്തത്.',

  bar: 'പ്രൊജക്ടർ മോഡ്',
  show: 'കീകൾ കാണുക',
  leave: 'പ്രൊജക്ടർ മോഡ് നിർത്തുക',
  keys: {
    title: 'പ്രൊജക്ടർ മോഡിലെ കീകൾ',
    show: 'ഈ കീകൾ കാണുക',
    leave: 'പ്രൊജക്ടർ മോഡ് നിർത്തുക. പിന്നെ ഈ കീകൾ പ്രവർത്തിക്കില്ല',
    fields: 'ഒരു കള്ളിയിൽ എഴുതുമ്പോൾ ഈ കീകൾ എഴുതുക മാത്രമേ ചെയ്യൂ.',
  },
} satisfies LaterStrings['projector'];
