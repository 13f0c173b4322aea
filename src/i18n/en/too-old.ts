/** In place of the app, in a browser that is too old; the numbers are versions. Apart, because the build puts it into the page. */
export const tooOld = ({ chrome, firefox, safari }: { chrome: number; firefox: number; safari: number }) =>
  `This browser is too old for Swantham. Update it, or open this page in Chrome or Edge ${chrome}, Firefox ${firefox}, Safari ${safari} or a newer one.`;
