/** In place of the app, in a browser that is too old; the numbers are versions. Apart, because the build puts it into the page. */
export const tooOld = ({ chrome, firefox, safari }: { chrome: number; firefox: number; safari: number }) =>
  `“സ്വന്തം” പ്രവർത്തിക്കാൻ കുറേക്കൂടി പുതിയ ബ്രൗസർ വേണം. ഈ ബ്രൗസർ പുതുക്കുക. അല്ലെങ്കിൽ ഇവയിലൊന്നിൽ ഈ പേജ് തുറക്കുക: Chrome അല്ലെങ്കിൽ Edge ${chrome}, Firefox ${firefox}, Safari ${safari}, അല്ലെങ്കിൽ അതിലും പുതിയത്.`;
