import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import { beforeAndAfter, openApp, openScreen, setNumbers, trainButton, typeExcerpt, watch } from './page.ts';

let folder: string;
let server: ChildProcess | undefined;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'swantham-package-'));
});
test.afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('the Debian package brings a server and a menu entry, and the whole job works from it', async ({
  browser,
}) => {
  test.skip(spawnSync('dpkg-deb', ['--version']).status !== 0, 'this system has no dpkg-deb');
  execFileSync('npx', ['tsx', 'e2e/commands/package.ts', '--out', join(folder, 'out')]);
  const deb = readdirSync(join(folder, 'out')).find((name) => name.endsWith('.deb'))!;
  const root = join(folder, 'root');
  execFileSync('dpkg-deb', ['--extract', join(folder, 'out', deb), root]);

  const listed = execFileSync('dpkg-deb', ['--contents', join(folder, 'out', deb)], { encoding: 'utf8' });
  expect(listed).toMatch(/-rwxr-xr-x root\/root .*\.\/usr\/bin\/swantham\n/);
  expect(listed).toMatch(/-rw-r--r-- root\/root .*\.\/usr\/share\/applications\/swantham\.desktop\n/);
  expect(existsSync(join(root, 'usr/share/icons/hicolor/scalable/apps/swantham.svg'))).toBe(true);

  expect(readdirSync(join(folder, 'out'))).toContain('INSTALL.txt');
  expect(readdirSync(join(folder, 'out', 'swantham')).sort()).toEqual(
    ['SAHAYAM.txt', 'START-HERE.txt', 'about.json', 'start.sh', 'swantham.py', 'www'].sort(),
  );

  const share = join(root, 'usr/share/swantham');
  server = spawn('python3', [join(share, 'swantham.py'), '--serve', '--port', '0']);
  const [port] = await once(server.stdout!, 'data');
  const origin = `http://localhost:${Number(port)}`;
  const context = await browser.newContext({ baseURL: origin });
  const page = await context.newPage();
  const offences = watch(page, origin);
  await openApp(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await typeExcerpt(page, 'diary.txt', 3000);
  await setNumbers(page, { steps: 6, learningRate: 0.005, rows: 2, length: 64 });
  await trainButton(page).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
  const [before, after] = await beforeAndAfter(page, 'yours');
  expect(after).toBeLessThan(before);

  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${origin.replace('localhost', '127.0.0.1')}/#/models`);
  await elsewhere.waitForURL(`${origin}/#/models`);
  await expect(elsewhere.getByRole('heading', { name: en.library.title })).toBeVisible();
  await other.close();

  // From then on the app needs not even the server.
  await expect(page.getByText(en.shell.offline.works)).toBeVisible({ timeout: 120_000 });
  server.kill();
  await once(server, 'exit');
  await page.reload();
  await openApp(page);
  await openScreen(page, 'models');
  await expect(page.getByTestId('adapter')).toHaveCount(1);
  expect(offences).toEqual({ console: [], foreign: [] });
  await context.close();
});
