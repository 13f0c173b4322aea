/** What the controls of React Aria say to a screen reader by themselves, by the folder of their words in that library. */
export const controls = {
  overlays: { dismiss: 'അടയ്ക്കുക' },
  numberfield: {
    decrease: ({ fieldLabel }: { fieldLabel: string }) => `${fieldLabel}: കുറയ്ക്കുക`,
    increase: ({ fieldLabel }: { fieldLabel: string }) => `${fieldLabel}: കൂട്ടുക`,
    numberField: 'സംഖ്യ എഴുതാനുള്ള കള്ളി',
  },
  components: { dropzoneLabel: 'ഫയലുകൾ ഇടാനുള്ള ഇടം', selectPlaceholder: 'ഒന്നു തിരഞ്ഞെടുക്കുക' },
  spinbutton: { Empty: 'ഒന്നുമില്ല' },
  menu: { longPressMessage: 'മെനു തുറക്കാൻ അമർത്തിപ്പിടിക്കുക, അല്ലെങ്കിൽ Alt + ↓ അമർത്തുക' },
  dnd: {
    dropDescriptionKeyboard: 'ഇടാൻ Enter അമർത്തുക. റദ്ദാക്കാൻ Escape അമർത്തുക.',
    dropDescriptionTouch: 'ഇടാൻ രണ്ടു തവണ തൊടുക.',
    dropDescriptionVirtual: 'ഇടാൻ ക്ലിക്ക് ചെയ്യുക.',
    dropCanceled: 'റദ്ദാക്കി.',
    dropComplete: 'ഇട്ടു.',
  },
};
