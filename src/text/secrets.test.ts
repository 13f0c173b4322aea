import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from './clean';
import { SECRET_PATTERNS } from './secret-patterns';
import { describeSecrets, findSecrets, leaveOutSecrets } from './secrets';
import { trickyText } from './text.fixtures';

const leaveOut = (text: string) => leaveOutSecrets(text, findSecrets(text));
const found = (text: string) =>
  findSecrets(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

/** Made up for these tests: no service ever gave them out. */
const PEM = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn\n'.repeat(3)}Zg==\n-----END RSA PRIVATE KEY-----`;

describe('findSecrets', () => {
  test.each([
    ['phone', 'Call 98470 12345 at six', '98470 12345'],
    ['phone', 'ring 9847012345, or not', '9847012345'],
    ['phone', 'അമ്മയുടെ നമ്പർ 9847012345ആണ്', '9847012345'],
    ['phone', 'on +91 98470 12345.', '+91 98470 12345'],
    ['phone', 'on +91-9847012345', '+91-9847012345'],
    ['phone', 'room 7 +919847012345', '+919847012345'],
    ['phone', 'with a nought: 098470 12345', '098470 12345'],
    ['phone', 'the shop 0487-2331234 is shut', '0487-2331234'],
    ['phone', 'the shop (0484) 235 1234', '(0484) 235 1234'],
    ['phone', 'in Dubai +971 50 123 4567', '+971 50 123 4567'],
    ['phone', 'Ph.9847012345', '9847012345'],
    ['phone', 'on 98470\u201012345 or', '98470\u201012345'],
    ['phone', 'on 98470\u201312345 or', '98470\u201312345'],
    ['phone', 'on 98470 - 12345 or', '98470 - 12345'],
    ['phone', 'on 98470  12345 or', '98470  12345'],
    ['phone', 'on 98470.12345.', '98470.12345'],
    ['phone', 'on +91.98470.12345, or', '+91.98470.12345'],
    ['phone', 'on 0487.2331234', '0487.2331234'],
    ['phone', 'on ൯൮൪൭൦൧൨൩൪൫ൽ', '൯൮൪൭൦൧൨൩൪൫'],
    ['phone', 'on ９８４７０ １２３４５', '９８４７０ １２３４５'],
    ['aadhaar', 'the card says 2345–6789–0124', '2345–6789–0124'],
    ['aadhaar', 'the card says 2345.6789.0124', '2345.6789.0124'],
    ['password', 'otp ൪൮൨൧൩൬', '൪൮൨൧൩൬'],
    ['aadhaar', 'the card says 2345 6789 0124', '2345 6789 0124'],
    ['aadhaar', 'the card says 234567890124', '234567890124'],
    ['card', 'paid with 4111 1111 1111 1111 there', '4111 1111 1111 1111'],
    ['card', 'paid with 378282246310005', '378282246310005'],
    ['email', 'write to anju.k@school.kerala.in.', 'anju.k@school.kerala.in'],
    ['password', 'my password is Appu@2012, remember', 'Appu@2012'],
    ['password', 'password: kuttan', 'kuttan'],
    ['password', 'Wifi password: kuttan12 (new)', 'kuttan12'],
    ['password', 'the password is 482913', '482913'],
    ['password', 'DB_PASSWORD = "hunter22"', 'hunter22'],
    ['password', 'എന്റെ പാസ്\u200cവേഡ് Appu2012 ആണ്', 'Appu2012'],
    ['password', 'പാസ്‌വേഡ്: മഴമഴ', 'മഴമഴ'],
    ['password', 'postgres://anju:s3cret@db/app', 's3cret'],
    ['password', 'ATM pin 4821', '4821'],
    ['password', 'pin: 4821', '4821'],
    ['key', `k = "AKIA${'2QZX'.repeat(4)}"`, `AKIA${'2QZX'.repeat(4)}`],
    ['key', `ghp_${'aB3dE6'.repeat(6)} works`, `ghp_${'aB3dE6'.repeat(6)}`],
    ['key', 'api_key = x7Qm2Lp9Zr4T', 'x7Qm2Lp9Zr4T'],
    ['key', 'hash 9f86d081884c7d659a2feaa0c55ad015 of it', '9f86d081884c7d659a2feaa0c55ad015'],
    ['key', `Keep:\n${PEM}\nsafe`, PEM],
    ['key', PEM.slice(0, 120), PEM.slice(0, 120)],
  ])('%s: %s', (kind, text, stretch) => {
    expect(found(text)).toEqual([[kind, stretch]]);
  });

  test.each([
    'Marks for today: 7/10, and 12345 steps, and pi is 3.1415926535',
    'On 12-06-2024 at 10:45, 1,23,45,678 rupees; bill 20240612',
    '71234 51234 81234 91234 12345 were the winning tickets',
    '9 8 7 6 5 4 3 2 1 0',
    'from 65000–70000 rupees, or 80000 - 95000; at 192.168.71.255; 0.9847012345 and 76.2710830000',
    'a card that is none: 4111 1111 1111 1112, and 2345 6789 0123',
    'PIN: 680001 is Thrissur',
    'the password is wrong, and passwords are a nuisance',
    'password: use a strong one',
    'function login(user: string, password: string) {\n  const password = getPassword();\n}',
    'https://example.com/a-very-long-address-of-a-page-in-2024/with-many-words/and_more_words_still',
    'getElementsByClassNameAndThenDoSomethingElseWithThem2(abcdefghijklmnopqrstuvwxyz0123456789)',
    'git@github.com, you@example.com, @anju, a @ b.c',
    'version 10.0.9847012345.2, x9847012345, 9847012345_a',
    '-----BEGIN PRIVATE KEY----- is how a key begins, and so on',
  ])('finds nothing in: %s', (text) => expect(found(text)).toEqual([]));

  test('finds all of a list', () => {
    expect(found('98470 12345 98471 54321, 9847012345/9847012346')).toEqual([
      ['phone', '98470 12345'],
      ['phone', '98471 54321'],
      ['phone', '9847012345'],
      ['phone', '9847012346'],
    ]);
  });
});

describe('leaveOutSecrets', () => {
  test('leaves a sign where a secret stood, and every other letter', () => {
    expect(leaveOut('Call 98470 12345 at six; password: kuttan1.')).toBe('Call … at six; password: ….');
    expect(leaveOut('9847012345ൽ വിളിക്കുക')).toBe('…ൽ വിളിക്കുക');
  });

  test('makes no new number of what stood around a secret', () => {
    expect(leaveOut('98470 a@b.co 12345')).toBe('98470 … 12345');
  });
});

describe('describeSecrets', () => {
  test('counts, and shows masked how often each occurs', () => {
    const texts = ['98470 12345 and 9847012345, password: kuttan', 'or +91 98470 12345'];
    expect(describeSecrets(texts, texts.map(findSecrets), true)).toEqual({
      counts: [
        { kind: 'phone', count: 3 },
        { kind: 'password', count: 1 },
      ],
      examples: [
        { kind: 'phone', masked: '98•••••••45', times: 2 },
        { kind: 'password', masked: 'k••••n', times: 1 },
        { kind: 'phone', masked: '+9••••••••45', times: 1 },
      ],
      leftOut: true,
    });
  });

  test.each([
    ['otp 482', '•••'],
    ['9847012345', '98••••••45'],
    [PEM, '-----BEGIN RSA PRIVATE KEY-----'],
  ])('masks %s', (text, masked) => {
    expect(describeSecrets([text], [findSecrets(text)], false).examples).toMatchObject([{ masked }]);
  });
});

describe('any text', () => {
  const part = fc.oneof(
    fc.constantFrom(
      ...[
        '98470',
        '12345',
        '9847012345',
        '+91',
        '+',
        '(0484)',
        '235 1234',
        '2345 6789 0124',
        '4111111111111111',
      ],
      ...['password', 'password:', 'is', 'pin', 'പാസ്‌വേഡ്', 'ആണ്', 'token=', 'kuttan1', '"', "'", '://', '@'],
      ...[
        'a@b.co',
        '.com',
        'AKIA2QZX2QZX2QZX2QZX',
        'x7Qm2Lp9Zr4T8Vb3Nc6K',
        '-----BEGIN PRIVATE KEY-----',
        'eyJ',
      ],
      ...[' ', ' ', '\n', '-', '.', ',', ':', '=', '/', '_', '…', 'a', 'Z9', '7', 'മഴ'],
    ),
    trickyText,
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const text = fc.array(part, { maxLength: 40, size: 'max' }).map((parts) => clean(parts.join('')));

  test('is left in order, without overlaps, whole words apart, and done when it is done', () => {
    let secrets = 0;
    fc.assert(
      fc.property(text, (text) => {
        const list = findSecrets(text);
        secrets += list.length;
        let at = 0;
        for (const { start, end } of list) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          // No half of a word is left, and none is joined to another.
          expect(text.slice(Math.max(0, start - 1), start + 1)).not.toMatch(/\w\w/);
          expect(text.slice(end - 1, end + 1)).not.toMatch(/\w\w/);
          at = end;
        }
        const once = leaveOutSecrets(text, list);
        expect(findSecrets(once)).toEqual([]);
        expect(leaveOut(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
    expect(secrets).toBeGreaterThan(1000);
  });

  test('costs a bounded amount of work for each character', () => {
    // What has no bound could be tried again from every place, unless nothing comes after it that could fail.
    for (const { pattern } of SECRET_PATTERNS)
      expect(pattern.source.replace(/\{20,\}\)$/, '')).not.toMatch(/[^\\[+][*+](?![^[]*\])|\{\d+,\}/);
    const parts = [
      ...['-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----\n', 'eyJ', '-eyJ', 'a-', 'aB3-', '9'],
      ...[
        '98470 ',
        '9 ',
        '+91 ',
        '(0',
        'password:',
        'password is ',
        'pin ',
        '://a:',
        'a@',
        'a.',
        'aaaa@b.c',
        'token=',
      ],
    ];
    for (const part of parts) {
      const megabyte = part.repeat(Math.ceil(1e6 / part.length));
      expect(leaveOut(megabyte).length).toBeLessThanOrEqual(megabyte.length);
    }
  });
});
