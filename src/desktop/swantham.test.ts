import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./swantham.py', import.meta.url));
const HEADERS = { 'Cross-Origin-Opener-Policy': 'same-origin' };
const PAGE = '<!doctype html><title>Swantham</title>';

let folder: string;
let server: ChildProcess;
let port: number;

async function serve(...options: string[]): Promise<{ process: ChildProcess; port: number }> {
  const process = spawn('python3', [PROGRAM, '--serve', '--folder', folder, '--port', '0', ...options]);
  const [line] = await once(process.stdout!, 'data');
  return { process, port: Number(line) };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'swantham-server-'));
  mkdirSync(join(folder, 'www', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'about.json'), JSON.stringify({ version: '1.2.3', headers: HEADERS }));
  writeFileSync(join(folder, 'www', 'index.html'), PAGE);
  writeFileSync(join(folder, 'www', 'assets', 'app-1.js'), 'export {};');
  writeFileSync(join(folder, 'www', 'assets', 'model.safetensors'), '0123456789');
  writeFileSync(join(folder, 'www', 'assets', 'ort.wasm'), '');
  writeFileSync(join(folder, 'www', '.hidden'), 'secret');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  symlinkSync('../secret.txt', join(folder, 'www', 'link.txt'));
  ({ process: server, port } = await serve());
});
afterAll(() => {
  server.kill();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** As it is sent: `fetch` would tidy the path. */
function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('files', () => {
  test.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/assets/app-1.js', 'text/javascript', 'public, max-age=31536000, immutable'],
    ['/assets/ort.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
    ['/assets/model.safetensors?x=1', 'application/octet-stream', 'public, max-age=31536000, immutable'],
  ])('%s has its type, the headers of isolation, and says how long it lasts', async (path, type, lasts) => {
    const { status, headers } = await ask(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(headers['cache-control']).toBe(lasts);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  });

  test('are told and not sent where only the head is asked for', async () => {
    expect(await ask('/', 'HEAD')).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': `${PAGE.length}` },
    });
  });

  test('that are known already are not sent again', async () => {
    const { headers } = await ask('/');
    const again = await ask('/', 'GET', { 'If-None-Match': headers.etag as string });
    expect(again).toMatchObject({ status: 304, body: '' });
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, 'The file has no such part.', 'bytes */10'],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined],
  ])('in parts: %s', async (range, status, body, told) => {
    const answer = await ask('/assets/model.safetensors', 'GET', { Range: range });
    expect(answer).toMatchObject({ status, body });
    expect(answer.headers['content-range']).toBe(told);
  });
});

describe('what is no file of the app is refused', () => {
  test.each([
    '/none.html',
    '/assets',
    '/assets/',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2f..%2fsecret.txt',
    '/assets/%2e%2e%5c%2e%2e%5csecret.txt',
    '//etc/passwd',
    '/.hidden',
    '/link.txt',
    '/%00',
    '/%ff',
    '/index.html/',
  ])('%s', async (path) => {
    const { status, body } = await ask(path);
    // a trailing slash names the same file
    expect(status).toBe(path === '/index.html/' ? 200 : 404);
    expect(body).not.toContain('secret');
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s', async (method) => {
    expect((await ask('/', method)).status).toBe(501);
  });

  test('another name for this computer', async () => {
    expect((await ask('/', 'GET', { Host: `school.example:${port}` })).status).toBe(421);
    expect((await ask('/', 'GET', { Host: `localhost:${port}` })).status).toBe(200);
  });

  test('other computers', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address && !address.internal && address.family === 'IPv4');
    if (!outside) return;
    const socket = createConnection({ host: outside.address, port });
    const [error] = await once(socket, 'error');
    expect((error as NodeJS.ErrnoException).code).toBe('ECONNREFUSED');
  });
});

test('it ends by itself when nobody asks', async () => {
  const { process } = await serve('--idle', '0.2');
  const [code] = await once(process, 'exit');
  expect(code).toBe(0);
});

describe('the command', () => {
  const start = (...options: string[]) =>
    spawnSync('python3', [PROGRAM, '--folder', folder, '--no-browser', ...options], { encoding: 'utf8' });

  test('finds a server that runs', () => {
    expect(start('--port', `${port}`)).toMatchObject({ status: 0, stdout: `http://localhost:${port}/\n` });
  });

  test('replaces the server of another version', async () => {
    const old = await serve();
    const about = JSON.stringify({ version: '1.2.4', headers: HEADERS });
    writeFileSync(join(folder, 'about.json'), about);
    const ended = once(old.process, 'exit');
    expect(start('--port', `${old.port}`).status).toBe(0);
    await ended;
    const { version, pid } = (await (await fetch(`http://localhost:${old.port}/.swantham`)).json()) as {
      version: string;
      pid: number;
    };
    process.kill(pid);
    expect(version).toBe('1.2.4');
  });

  /** Whom the command would end on a port, and which port it takes then; nobody is ended. */
  const endedBy = async (at: number, proc = '/proc') => {
    const program = `
import importlib.util, json, pathlib, sys
found = importlib.util.spec_from_file_location("swantham", sys.argv[1])
swantham = importlib.util.module_from_spec(found)
found.loader.exec_module(swantham)
ended = []
swantham.os.kill = lambda pid, signal: ended.append(pid)
swantham.PROC = pathlib.Path(sys.argv[4])
swantham.START_SECONDS = 0
print(json.dumps([ended, swantham.start(pathlib.Path(sys.argv[2]), [int(sys.argv[3])])]))`;
    // not `spawnSync`, for this process has to answer it
    const command = spawn('python3', ['-c', program, PROGRAM, folder, `${at}`, proc]);
    let said = '';
    command.stdout.on('data', (part) => (said += part));
    await once(command, 'close');
    return JSON.parse(said);
  };

  test.each([-1, 0, 1, true, 1.5, '-1', null, 'a stranger', 'a namesake'])(
    'ends nobody because a stranger on its port tells the process %s',
    async (told) => {
      const words = told === 'a namesake' ? ['swantham.py', '--serve'] : [];
      const stranger = spawn('python3', ['-c', 'import time; time.sleep(60)', ...words]);
      const pid = typeof told === 'string' && told.startsWith('a ') ? stranger.pid : told;
      const liar = createServer((_, response) =>
        response.end(JSON.stringify({ app: 'swantham', version: 'x', pid })),
      );
      await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
      expect(await endedBy((liar.address() as AddressInfo).port)).toEqual([[], null]);
      liar.close();
      stranger.kill();
    },
  );

  test('ends a server only where the system tells whose it is', async () => {
    const about = (version: string) =>
      writeFileSync(join(folder, 'about.json'), JSON.stringify({ version, headers: HEADERS }));
    const old = await serve();
    about('1.2.5');
    expect(await endedBy(old.port, '/nowhere')).toEqual([[], null]);
    // Nobody is ended here, so the port stays with it.
    expect(await endedBy(old.port)).toEqual([[old.process.pid], old.port]);
    about('1.2.4');
    old.process.kill();
  });

  test('says so when another program has its port', async () => {
    const other = createServer((_, response) => response.end('other'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const taken = `${(other.address() as AddressInfo).port}`;
    // not `spawnSync`, for this process has to answer it
    const command = spawn('python3', [PROGRAM, '--folder', folder, '--no-browser', '--port', taken]);
    let said = '';
    command.stderr.on('data', (part) => (said += part));
    const [code] = await once(command, 'exit');
    other.close();
    expect(code).toBe(1);
    expect(said).toContain('other programs use its ports');
  });
});
