import { expect, test } from 'vitest';
import { counts, read } from './documents.fixtures';

test('subtitles lose numbers, times and styles', async () => {
  const srt =
    '1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>The rain</i>\r\ncame back.\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\n{\\an8}- Run!\r\n- No.\r\n';
  const document = await read('film.srt', srt);
  expect(document.text).toBe('The rain came back.\n- Run!\n- No.');
  expect(counts(document)).toEqual({ time: 2, markup: 3 });
  const vtt =
    'WEBVTT - Rain\n\nSTYLE\n::cue {}\n\nNOTE by me\n\nintro\n00:01.000 --> 00:02.000 align:start\n<c.yellow>മഴ</c> <00:01.500>വന്നു\n';
  expect((await read('film.vtt', vtt)).text).toBe('മഴ വന്നു');
  const about = 'WEBVTT is a format of subtitles. I like it.';
  expect((await read('about.txt', about)).text).toBe(about);
  expect((await read('talk.txt', 'At 10:30 we left.\n\nAt 11:45 it rained --> home.')).leftOut).toEqual([]);
});

test('tables lose their numbers', async () => {
  const csv =
    'name,age,answer,when\n"Anju",13,"I said ""no"",\nthen yes",2025-06-01T10:00\nAppu,12,മഴ,12/06/25\n';
  const document = await read('form.csv', csv);
  expect(document.text).toBe('name, age, answer, when\nAnju, I said "no",\nthen yes\nAppu, മഴ');
  expect(counts(document)).toEqual({ number: 4 });
  expect((await read('form.tsv', 'a word\t1\nothers\t2\n')).text).toBe('a word\nothers');
  expect((await read('form.csv', 'word;5,2\nrain;7,1\n')).text).toBe('word\nrain');
});

test('JSON loses names, numbers and addresses', async () => {
  const value = {
    id: 'x_17',
    n: 3,
    posts: [{ text: 'It rained.\nWe ran.', url: 'https://a.example/b c', likes: [1] }, { text: 'മഴ' }],
  };
  const document = await read('posts.json', JSON.stringify(value));
  expect(document.text).toBe('It rained.\nWe ran.\nhttps://a.example/b c\nമഴ');
  expect((await read('posts.json', '{"a": "not JSON, but words"')).text).toBe('{"a": "not JSON, but words"');
  expect(
    (await read('posts.json', `${'['.repeat(100_000)}"It rained."${']'.repeat(100_000)}`)).text,
  ).toContain('It rained.');
});

test('notebooks lose what the machine answered', async () => {
  const notebook = {
    nbformat: 4,
    cells: [
      {
        cell_type: 'markdown',
        source: ['# Rain\n', '![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==) fell'],
      },
      {
        cell_type: 'code',
        source: 'print(1)',
        outputs: [{ output_type: 'stream', text: ['1\n'] }, { data: { 'image/png': 'iVBORw0KGgo' } }],
      },
    ],
  };
  const document = await read('rain.ipynb', JSON.stringify(notebook));
  expect(document.text).toBe('# Rain\n fell\n\nprint(1)');
  expect(counts(document)).toEqual({ picture: 2, output: 1 });
});

test('pictures in base64 are taken out of Markdown, with the marks that show them', async () => {
  const data = `data:image/png;base64,${'iVBORw0KGgo'.repeat(500)}=`;
  const document = await read(
    'trip.md',
    `# Trip\n\n![][image1] We ![dam](${data}) ran. See [the map][map].\n\n[image1]: <${data}>\n\n[map]: https://a.example\n`,
  );
  expect(document.text).toBe('# Trip\n\n We  ran. See [the map][map].\n\n\n[map]: https://a.example\n');
  expect(counts(document)).toEqual({ picture: 2 });
  expect(document.all).toContain(data);
});

test('letters that were stored as numbers become letters, unless somebody writes about them', async () => {
  const entities = [...'മഴപെയ്തുഞാൻ'].map((letter) => `&#${letter.codePointAt(0)};`).join('');
  const document = await read('mail.txt', `${entities} &amp; &#x0d2e;`);
  expect(document.text).toBe('മഴപെയ്തുഞാൻ & മ');
  expect(document.repairs).toEqual([{ kind: 'entities', count: 12 }]);
  expect((await read('notes.txt', 'Write &#3374; for a letter.')).text).toBe('Write &#3374; for a letter.');
  expect((await read('page.py', `a = "${entities}"`)).text).toContain('&#3374;');
});
