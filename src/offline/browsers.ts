/**
 * The oldest versions that have what the app is made of; Edge counts as Chrome does. Chrome: the app's scripts start in
 * 106, in 92 the sentence is shown. Firefox brought module workers with 114, and 115 is the release that it still mends
 * for old systems. Safari brought WebAssembly's SIMD and looking behind in regular expressions with 16.4.
 * `public/old-browser.js` asks for the features.
 */
export const OLDEST = { chrome: 106, firefox: 115, safari: 16.4 };
