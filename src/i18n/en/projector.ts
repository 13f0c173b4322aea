/** Projector mode: a page for the whole class, with single keys. It comes with the mode and with the profile settings. */
export const projector = {
  heading: 'Projector',
  label: 'Show the app for a projector',
  about:
    'Letters and buttons are larger and the colours stronger, so that the last row can read them. The keys 1 to 9 open the screens, and ? shows all the keys.',
  /** On the help page. */
  help: 'For a projector, use the switch in the <link>profile settings</link>, or write <code>?projector</code> into the address of the app, before the #. Letters are larger then, and single keys open the screens.',
  /** Where the mode comes from the address of the page. */
  address: 'This tab is shown for a projector because its address says <code>?projector</code>.',
  addressOff: 'This tab is not shown for a projector because its address says <code>?projector=off</code>.',

  /** At the bottom of each screen while the mode is on. */
  bar: 'Projector mode',
  show: 'Show the keys',
  leave: 'Leave projector mode',
  keys: {
    title: 'Keys in projector mode',
    show: 'Show these keys',
    leave: 'Leave projector mode, and switch these keys off',
    fields: 'While you type in a field, these keys only write.',
  },
};
