import { describe, expect, test } from 'vitest';
import { take } from './document';
import { counts, read } from './documents.fixtures';

const people = async (text: string) =>
  (await read('chat.txt', text)).people?.map(({ name, messages, text }) => [name, messages, text]);

describe('a chat', () => {
  test.each([
    ['iPhone, India', (name: string, words: string) => `[01/06/25, 7:01:12\u202fAM] ${name}: ${words}`],
    ['Android, 24 hours', (name: string, words: string) => `01/06/2025, 19:01 - ${name}: ${words}`],
    ['Android, small am', (name: string, words: string) => `1/6/25, 7:01 am - ${name}: ${words}`],
    ['Germany', (name: string, words: string) => `01.06.25, 19:01 - ${name}: ${words}`],
    ['ISO', (name: string, words: string) => `[2025-06-01, 19:01:12] ${name}: ${words}`],
    ['Spain', (name: string, words: string) => `1/6/25, 7:01 p. m. - ${name}: ${words}`],
    ['Malayalam', (name: string, words: string) => `1/6/25, 7:01 രാവിലെ - ${name}: ${words}`],
    ['copied from the web', (name: string, words: string) => `[7:01 am, 01/06/2025] ${name}: ${words}`],
  ])('of %s is told apart by who wrote', async (_, line) => {
    const text = [
      line('Anju', 'മഴ വന്നു: നോക്ക്'),
      'and a second line',
      line('Appu', 'I see.'),
      line('Anju', 'Run'),
    ].join('\n');
    expect(await people(text)).toEqual([
      ['Anju', 2, 'മഴ വന്നു: നോക്ക്\nand a second line\nRun'],
      ['Appu', 1, 'I see.'],
    ]);
  });

  test('loses what nobody typed, and knows a number in any spelling', async () => {
    const line = (name: string, words: string) => `[01/06/25, 7:01:12 AM] ${name}: ${words}`;
    const document = await read(
      'chat.txt',
      [
        line('Class 9', '\u200eMessages and calls are end-to-end encrypted.'),
        line('\u202a+91\u00a098470\u00a012345\u202c', 'One.'),
        `\u200e${line('Anju', '\u200eimage omitted')}`,
        line('Anju', '<Media omitted>'),
        line('Anju', 'IMG-20250601-WA0001.jpg (file attached)'),
        line('\u202a+91 98470\u201112345\u202c', 'Two. <This message was edited>'),
        line('Anju', '\u200eThis message was deleted.'),
        line('Anju', '\u200eAnju hat die Gruppe verlassen'),
        '[01/06/25, 7:01:12 AM] Anju changed the subject to “Rain: 9 B”',
        '[01/06/25, 7:01:12 AM] Appu left',
        line('~ Anju', 'Three.'),
      ].join('\r\n'),
    );
    expect(document.people?.map(({ name, text }) => [name, text])).toEqual([
      ['+91 98470 12345', 'One.\nTwo.'],
      ['Anju', 'Three.'],
    ]);
    expect(counts(document)).toEqual({ time: 9, media: 3, system: 5 });
  });

  test('gives nothing until somebody says who they are', async () => {
    const text = ['Anju: One.', 'Appu: Two.', 'Appu: Three.']
      .map((rest) => `1/6/25, 19:01 - ${rest}`)
      .join('\n');
    const document = await read('chat.txt', text);
    expect(document.text).toBe('');
    const taken = take(document, { everything: false, converted: false, person: 1 });
    expect(taken.text).toBe('One.');
    expect(counts(taken)).toEqual({ others: 2, time: 3 });
    expect(take(document, { everything: true, converted: false })).toEqual({ text, leftOut: [] });
  });

  test('keeps what somebody wrote of leaving, calling and changing', async () => {
    const said = [
      'We have already left',
      'Video call varamo?',
      'She changed the time and added you',
      'Missed call',
    ];
    const text = said.map((words) => `01/06/25, 19:01 - Anju: ${words}`).join('\n');
    expect(await people(text)).toEqual([['Anju', 4, said.join('\n')]]);
    const calls = ['Video call, 3 min', 'Missed voice call', 'Missed video call at 7:01 pm'];
    const media = await read('a.txt', calls.map((words) => `01/06/25, 19:01 - Anju: ${words}`).join('\n'));
    expect(counts(media)).toEqual({ time: 3, media: 3 });
    expect(media.people).toBeUndefined();
  });

  test('is not found in a diary, a play or a log', async () => {
    for (const text of [
      '12/06/25 7:30 - Woke up late.\n12/06/25 8:10 - No bus.\n12/06/25 19:00 - Home: at last.\n',
      '12/06/25 7:30 - Breakfast: idli.\n12/06/25 8:10 - School: closed.\n12/06/25 19:00 - Rain: more.\n',
      '01/06/25 - It rained: we ran.\n02/06/25 - Again.\n03/06/25 - Again.\n',
      'Anju: Run!\nAppu: No.\nAnju: Then stay.\n',
      '2025-06-01 19:01:12 INFO start: ok\n2025-06-01 19:01:13 INFO end: ok\n2025-06-01 19:01:14 INFO x: ok\n',
    ])
      expect(await people(text)).toBeUndefined();
  });
});
