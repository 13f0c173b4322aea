import { describe, expect, test } from 'vitest';
import { type Dropped, droppedFiles, MAX_FILES, readFile } from './files';

const file = (name: string, text = 'x') => new File([text], name);
const fileItem = (name: string): Dropped => ({ kind: 'file', getFile: async () => file(name) });
const folder = (name: string, entries: Dropped[]): Dropped => ({
  ...{ kind: 'directory', name },
  async *getEntries() {
    yield* entries;
  },
});
const text = (type: string, content: string): Dropped => ({
  ...{ kind: 'text', types: new Set([type]) },
  getText: async () => content,
});

describe('readFile', () => {
  test('gives all bytes', async () => {
    expect(await readFile(file('a', 'abc'))).toEqual(new TextEncoder().encode('abc'));
  });

  test('says so when the browser may not read, or gives no bytes', async () => {
    const denied = file('diary.txt');
    denied.arrayBuffer = () => Promise.reject(new DOMException('not found', 'NotFoundError'));
    const details = { name: 'diary.txt' };
    await expect(readFile(denied)).rejects.toMatchObject({ domain: 'file', reason: 'unreadable', details });
    await expect(readFile(file('diary.txt', ''))).rejects.toMatchObject({ reason: 'no-content', details });
  });
});

describe('droppedFiles', () => {
  test('finds the files in folders, with their paths, but for hidden ones', async () => {
    const files = await droppedFiles([
      fileItem('.a'),
      folder('notes', [fileItem('b'), fileItem('.c'), folder('.git', [fileItem('d')])]),
      folder('notes', [folder('old', [fileItem('e')]), text('text/plain', 'f')]),
      text('text/plain', 'g'),
    ]);
    expect(files.map(({ name, webkitRelativePath }) => webkitRelativePath || name)).toEqual([
      '.a',
      'notes/b',
      'notes/old/e',
    ]);
    expect(await droppedFiles([text('text/uri-list', 'https://example.org')])).toEqual([]);
    // Beside the items, and without any.
    const others = [file('g')];
    expect((await droppedFiles([fileItem('h')], others)).map(({ name }) => name)).toEqual(['g', 'h']);
    expect(await droppedFiles([], others)).toEqual(others);
  });

  test('says so when the browser may not look', async () => {
    const closed: Dropped = {
      ...{ kind: 'directory', name: 'old' },
      getEntries: broken,
    };
    async function* broken(): AsyncGenerator<Dropped> {
      yield fileItem('a');
      throw new DOMException('', 'NotReadableError');
    }
    const unreadable = (name: string) => ({ domain: 'file', reason: 'unreadable', details: { name } });
    await expect(droppedFiles([folder('notes', [closed])])).rejects.toMatchObject(unreadable('old'));
    await expect(droppedFiles([])).rejects.toMatchObject(unreadable(''));
    const address = text('text/uri-list', 'file:///tmp/my%20diary.txt\r\n');
    await expect(droppedFiles([address])).rejects.toMatchObject(unreadable('my diary.txt'));
    expect(await droppedFiles([address, fileItem('my diary.txt')])).toHaveLength(1);
  });

  test('refuses more than is opened at once, before it has looked at all of it', async () => {
    let seen = 0;
    const endless: Dropped = {
      ...{ kind: 'directory', name: 'disk' },
      async *getEntries() {
        for (;;) yield fileItem(`${seen++}`);
      },
    };
    const tooMany = { reason: 'too-many', details: { name: 'disk', most: MAX_FILES } };
    await expect(droppedFiles([endless])).rejects.toMatchObject(tooMany);
    const deep: Dropped = {
      ...{ kind: 'directory', name: 'disk' },
      async *getEntries() {
        yield deep;
      },
    };
    await expect(droppedFiles([deep])).rejects.toMatchObject(tooMany);
  });
});
