import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';

const SOURCE = readFileSync('public/old-browser.js', 'utf8');

/** A browser that can do everything: the page's sentence, its scripts, and workers that are asked for their type. */
function browser() {
  const sentence = { hidden: true };
  let onError = (_event: { error: unknown }) => {};
  let isBegun = false;
  class Worker {
    static started = 0;
    constructor(_url: string, options: { type: string }) {
      void options.type;
      Worker.started++;
    }
    terminate() {}
  }
  const context = createContext({
    document: {
      createElement: () => ({ noModule: false }),
      getElementById: (id: string) => (id === 'too-old' ? sentence : { hasChildNodes: () => isBegun }),
    },
    addEventListener: (_type: string, listener: typeof onError) => {
      onError = listener;
    },
    isSecureContext: true,
    crypto: { randomUUID: () => '' },
    BroadcastChannel: class {},
    ReadableStream: class {},
    Worker,
  });
  runInContext('window = globalThis', context);
  return {
    run(before = '') {
      runInContext(before, context);
      runInContext(SOURCE, context);
      return sentence.hidden ? 'nothing' : 'too old';
    },
    fail(error: string, begun: boolean) {
      isBegun = begun;
      onError({ error: runInContext(error, context) });
      return sentence.hidden ? 'nothing' : 'too old';
    },
    Worker,
  };
}

test('a browser that can do everything is told nothing, and no worker is started for that', () => {
  const { run, Worker } = browser();
  expect(run()).toBe('nothing');
  expect(Worker.started).toBe(0);
});

test.each([
  'document.createElement = () => ({})',
  'delete globalThis.WebAssembly',
  'WebAssembly.validate = () => false',
  'RegExp = function () { throw new SyntaxError() }',
  'delete Array.prototype.at',
  'delete Object.hasOwn',
  'delete globalThis.BroadcastChannel',
  'delete crypto.randomUUID',
  'delete globalThis.Worker',
  // Workers, and none with modules: nobody asks for the type.
  'Worker = function () { this.terminate = function () {} }',
])('a browser is told that it is too old after: %s', (before) => {
  expect(browser().run(before)).toBe('too old');
});

test('an insecure address lacks what only secure ones have, and is not taken for an old browser', () => {
  expect(browser().run('isSecureContext = false; delete crypto.randomUUID')).toBe('nothing');
});

test('where there are Trusted Types, workers are not tried: they would be refused', () => {
  expect(
    browser().run('trustedTypes = {}; Worker = function () { throw new TypeError("TrustedScriptURL") }'),
  ).toBe('nothing');
});

test('syntax that is not understood is told where the app has not begun, and other errors never', () => {
  const { run, fail } = browser();
  run();
  expect(fail('new TypeError()', false)).toBe('nothing');
  expect(fail('new SyntaxError()', true)).toBe('nothing');
  expect(fail('new SyntaxError()', false)).toBe('too old');
});

test('it has nothing in it that is younger than the browsers that must read it', () => {
  const code = SOURCE.replace(/^\s*\/\/.*$/gm, '');
  expect(code).not.toMatch(/=>|`|\b(?:let|const|class|async|import|export)\b|\?\.|\?\?|,\s*\)|\/\(\?</);
});
