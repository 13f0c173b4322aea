import { describe, expect, test } from 'vitest';
import { archive, counts, docx, MOMENT_MS, odt, openDocument, read, refusal } from './documents.fixtures';

const p = (words: string) => `<w:p><w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`;

describe('Word', () => {
  test('takes what was typed, and tells of pictures, headers, comments and deleted words', async () => {
    const body = [
      p('മഴ പെയ്തു &amp; ഞാൻ ഓടി.'),
      '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>',
      '<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>stays</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>',
      '<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><pic:pic/><w:txbxContent>' +
        `${p('In a box')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>${p('In a box')}</mc:Fallback></mc:AlternateContent></w:r></w:p>`,
    ].join('');
    const parts = {
      'word/header1.xml': p('School of Rain'),
      'word/comments.xml': p('Check this'),
      'word/footnotes.xml': p('A note'),
    };
    const document = await read('essay.docx', docx(body, parts));
    expect(document.text).toBe('മഴ പെയ്തു & ഞാൻ ഓടി.\nOne\ttwo\nthree\nstays\nIn a box\n\nA note');
    expect(counts(document)).toEqual({ removed: 1, picture: 1, comment: 1, header: 1 });
    expect(document.all).toBe(`${document.text}\n\nCheck this\n\nSchool of Rain`);
  });

  test('takes slides in their order', async () => {
    const slide = (words: string) => `<p:sld><a:p><a:r><a:t>${words}</a:t></a:r></a:p></p:sld>`;
    const slides = [10, 2, 1].map((n): [string, string] => [`ppt/slides/slide${n}.xml`, slide(`Slide ${n}`)]);
    const { text } = await read(
      'talk.pptx',
      archive({ '[Content_Types].xml': '', ...Object.fromEntries(slides) }),
    );
    expect(text).toBe('Slide 1\n\nSlide 2\n\nSlide 10');
  });
});

describe('LibreOffice', () => {
  const body =
    '<text:h>Title</text:h><text:p>Two<text:s text:c="2"/>words<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note</text:p></text:note-body></text:note>\n   go on<text:line-break/>here</text:p>' +
    '<text:p><draw:frame><draw:image><office:binary-data>iVBORw0KGgo</office:binary-data></draw:image></draw:frame><office:annotation><text:p>Check</text:p></office:annotation>End</text:p>';

  test.each([
    ['essay.odt', odt(openDocument(body))],
    ['essay.fodt', openDocument(body, 'document')],
    ['essay.txt', openDocument(body, 'document')],
  ])('takes the text of %s', async (name, bytes) => {
    const document = await read(name, bytes);
    expect(document.text).toBe('Title\nTwo  words go on\nhere\nEnd\n\nA note');
    expect(counts(document)).toEqual({ picture: 1, comment: 1 });
  });

  test('says that a password closes it, and that a table is none', async () => {
    const closed = odt('x', '<manifest:encryption-data/>');
    expect((await refusal('essay.odt', closed)).reason).toBe('encrypted');
    const table =
      '<office:document-content><office:body><office:spreadsheet/></office:body></office:document-content>';
    expect((await refusal('essay.odt', odt(table))).reason).toBe('spreadsheet');
  });
});

describe('hostile documents are refused in a moment', () => {
  test.each([
    ['deep', docx('<w:p>'.repeat(100_000)), 'too-deep'],
    ['deep and flat', openDocument('<text:p>'.repeat(100_000), 'document'), 'too-deep'],
    [
      'of entities',
      docx('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:t></w:t>'),
      'empty',
    ],
    ['large inside', docx(' '.repeat(41_000_000)), 'too-much'],
    ['cut off', docx(p('word'.repeat(1000))).slice(0, 300), 'damaged'],
    ['no archive', 'PK and nothing more', 'damaged'],
  ])('%s', async (_, bytes, reason) => {
    const refused = await refusal('essay.docx', bytes);
    expect(refused.reason).toBe(reason);
    expect(refused.ms).toBeLessThan(MOMENT_MS);
  });
});
