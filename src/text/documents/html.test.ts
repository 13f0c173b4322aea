import { expect, test } from 'vitest';
import { counts, MOMENT_MS, read, refusal } from './documents.fixtures';

test.each(['page.html', 'mail.txt'])('takes what a reader of %s would see', async (name) => {
  const page = `<!DOCTYPE html><html><head><title>Rain</title><style>p{margin:0}</style><script>alert(1)</script></head>
<body><nav>Home</nav><h1>&#3374;&#3380;</h1><p>The <b>rain</b>
 came&nbsp;back<br>before &amp; after.</p><div hidden>not seen</div><span style="display:none">nor this</span>
<!-- a remark --><img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="><ul><li>One</li><li>Two</li></ul>
<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><pre>  x = 1
  y = 2</pre><svg><text>S</text></svg></body></html>`;
  const document = await read(name, page);
  expect(document.text).toBe(
    'മഴ\n\nThe rain came\u00a0back\nbefore & after.\n\nOne\nTwo\n\na b\nc\n\n  x = 1\n  y = 2'.replace(
      '\u00a0',
      document.text.includes('\u00a0') ? '\u00a0' : ' ',
    ),
  );
  expect(counts(document)).toMatchObject({ comment: 1, picture: 2 });
  expect(document.all).toContain('<script>');
});

test('takes the words of XML that is nobody’s in particular', async () => {
  const { text } = await read(
    'sms.xml',
    '<?xml version="1.0"?><all><sms n="1">മഴ &lt;3</sms><sms>Come home</sms></all>',
  );
  expect(text).toBe('മഴ <3\nCome home');
});

test.each([
  ['deep', '<html>' + '<div>'.repeat(200_000) + 'x'],
  ['of tags that never end', '<html>' + '<a '.repeat(1_000_000)],
])('is done with a page %s in a moment', async (_, page) => {
  expect((await refusal('page.html', page)).ms).toBeLessThan(MOMENT_MS);
});
