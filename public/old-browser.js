// Shows one sentence in place of the app where a browser is too old for it. The sentence stands in the page, hidden. This
// is plain ES5 in a file of its own: a browser of any age reads it, and the policy forbids scripts inside the page.
(function () {
  // A browser that starts modules in no worker starts this file in one; see below.
  if (typeof document === 'undefined') return;

  function can(test) {
    try {
      return Boolean(test());
    } catch (_error) {
      return false;
    }
  }

  // (func (result v128) (i8x16.splat (i32.const 0)))
  var SIMD = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
  ];

  function startsModulesInWorkers() {
    // These are younger, and would refuse the worker below aloud before its type is asked for.
    if ('trustedTypes' in window) return true;
    var asked = false;
    try {
      new Worker('/old-browser.js', {
        get type() {
          asked = true;
          // No worker is started then.
          throw new Error();
        },
      }).terminate();
    } catch (_error) {
      return asked;
    }
    return false;
  }

  var isYoungEnough =
    'noModule' in document.createElement('script') &&
    can(function () {
      return WebAssembly.validate(new Uint8Array(SIMD));
    }) &&
    can(function () {
      return new RegExp('(?<=a)b', 'du') && [0].at(-1) === 0 && Object.hasOwn({ a: 1 }, 'a');
    }) &&
    can(function () {
      return BroadcastChannel && BigInt64Array && Intl.ListFormat && ReadableStream;
    }) &&
    can(function () {
      // Insecure addresses do not have it; the app says so itself.
      return !isSecureContext || crypto.randomUUID;
    }) &&
    can(startsModulesInWorkers);

  function tell() {
    document.getElementById('too-old').hidden = false;
  }

  if (!isYoungEnough) tell();
  // Syntax can only be tried: where the app has not begun because of it, the browser is too old as well.
  window.addEventListener('error', function (event) {
    if (event.error instanceof SyntaxError && !document.getElementById('root').hasChildNodes()) tell();
  });
})();
