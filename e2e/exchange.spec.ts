import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, type TestInfo } from '@playwright/test';
import { en } from '../src/i18n/en/index.ts';
import { test } from './flow.ts';
import {
  chooseSetting,
  hashOfBase,
  like,
  openApp,
  openScreen,
  setNumbers,
  trainButton,
  typeExcerpt,
  watch,
} from './page.ts';
import { ANY_FACTS, bundleStore } from './store-script.ts';

const words = en.library;
/** What a training on the sample's diary learned. */
const CONTROL = 'src/experiments/controls/diary.bin';
const refusals = en.errors.byDomain.exchange;

/** Trains a few small steps on the processor and opens My models. */
async function trainOne(page: Page): Promise<void> {
  await openApp(page);
  await typeExcerpt(page, 'diary.txt', 3000);
  await setNumbers(page, { steps: 6, learningRate: 0.005, rows: 1, length: 64 });
  await chooseSetting(page, en.make.advanced.cpu);
  await trainButton(page).click();
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 240_000 });
  await openScreen(page, 'models');
  await expect(page.getByTestId('adapter')).toHaveCount(1);
}

/** Keeps a model that was trained once, as the student's own, and opens My models. */
async function keepOne(page: Page): Promise<void> {
  await page.goto('/icon.svg');
  await page.evaluate(await bundleStore());
  const facts = { ...ANY_FACTS, name: en.make.text.own, baseHash: hashOfBase() };
  await page.evaluate(
    async ([facts, numbers]) => {
      const store = swanthamStore.openStore();
      const [{ id: profile }] = await store.profiles.list();
      await store.open({ profile }).adapters.save(facts, { method: 'norm', bytes: Uint8Array.from(numbers) });
      store.close();
    },
    [facts, [...readFileSync(CONTROL)]] as [typeof facts, number[]],
  );
  await openApp(page);
  await openScreen(page, 'models');
}

/** Presses a button that saves a file, and keeps the file under its own name. */
async function saved(page: Page, info: TestInfo, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const path = info.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

const openMenu = (page: Page) =>
  page.getByRole('button', { name: like(words.export.model('NAME'), { NAME: /.*/ }) }).click();

function saveOne(page: Page, info: TestInfo): Promise<string> {
  return saved(page, info, async () => {
    await openMenu(page);
    await page.getByRole('menuitem', { name: words.export.one }).click();
  });
}

async function saveForPython(page: Page, info: TestInfo): Promise<string[]> {
  await openMenu(page);
  await page.getByRole('menuitem', { name: words.export.python }).click();
  const dialog = page.getByRole('dialog', { name: words.export.pythonTitle });
  const paths = [];
  for (const name of ['adapter_config.json', 'adapter_model.safetensors'])
    paths.push(await saved(page, info, () => dialog.getByRole('button', { name }).click()));
  await dialog.getByRole('button', { name: en.shell.done }).click();
  return paths;
}

async function bringIn(page: Page, paths: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words.import.button }).click();
  await (await chooser).setFiles(paths);
}

/** A drag from the desktop, of a file or a folder: the page cannot make one by itself. */
async function drop(page: Page, path: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const box = (await page.getByText(words.import.about).boundingBox())!;
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, x: box.x + 50, y: box.y + 5, data });
}

async function deleteIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: words.delete.model(en.make.text.own) }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: words.delete.button }).click();
  await expect(page.getByTestId('adapter')).toHaveCount(0);
}

/** What the model, without a memory, writes when it always takes the likeliest token. */
async function greedy(page: Page): Promise<string> {
  await page.getByRole('link', { name: words.use }).click();
  const remembers = like(en.tryOut.remembers(1234), { '1,234': /[\d,]+/ });
  const memory = page.getByRole('switch', { name: remembers });
  await expect(page.getByText(en.tryOut.model, { exact: true }).filter({ visible: true })).toBeVisible();
  // The memory does not travel.
  if (await memory.isVisible()) {
    await page.getByText(remembers).click();
    await expect(memory).not.toBeChecked();
  }
  await page.getByRole('textbox', { name: en.tryOut.prompt }).fill('Today in the bus');
  await page.getByRole('button', { name: en.tryOut.daring.advanced }).click();
  await page.getByRole('slider', { name: en.tryOut.temperature }).fill('0');
  await page.getByRole('slider', { name: en.tryOut.maxTokens }).fill('20');
  await page.getByRole('button', { name: en.tryOut.write }).click();
  await expect(page.getByTestId('text-mine')).not.toBeEmpty();
  await expect(page.getByRole('button', { name: en.shell.stop, exact: true })).toBeDisabled({
    timeout: 120_000,
  });
  const text = await page.getByTestId('text-mine').textContent();
  await openScreen(page, 'models');
  return text!;
}

async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
}

test('a model goes into a file and comes back the same, measured and marked', async ({
  page,
  baseURL,
}, info) => {
  const offences = watch(page, new URL(baseURL!).origin);
  await trainOne(page);
  const before = await greedy(page);
  const file = await saveOne(page, info);
  const bytes = readFileSync(file);
  expect(file).toMatch(/\.swantham$/);
  expect(bytes.length).toBeLessThan(16_000);
  // Not a word of the text is in it.
  expect(bytes.includes(readFileSync('src/text/samples/diary.txt').subarray(0, 20))).toBe(false);

  await test.step('it comes back, with a report', async () => {
    await deleteIt(page);
    // Who leaves before it is measured does not bring it in.
    await bringIn(page, [file]);
    await expect(page.getByRole('progressbar')).toBeVisible();
    await openScreen(page, 'make');
    await openScreen(page, 'models');
    await bringIn(page, [file]);
    await expect(page.getByText(words.import.models(1))).toBeVisible();
    const adapter = page.getByTestId('adapter');
    await expect(adapter).toHaveCount(1);
    await expect(adapter).toContainText(words.unverified);
    await expect(adapter).toContainText(words.facts.fileSays);
    await expect(adapter.getByTestId('probe')).toHaveAttribute('data-finding', 'near');
    await expect(adapter.getByTestId('probe-writing')).toHaveCount(3);
    await adapter.getByRole('button', { name: words.worth.file }).click();
    await expect(adapter).toContainText(words.worth.notMeasured);
  });

  await test.step('it is the same, and so is its file', async () => {
    expect(await greedy(page)).toBe(before);
    expect(readFileSync(await saveOne(page, info)).equals(bytes)).toBe(true);
  });

  await test.step('a changed file is refused in one sentence, and nothing changes', async () => {
    const changed = Buffer.from(bytes);
    changed[changed.length - 100] ^= 1;
    const path = info.outputPath('changed.swantham');
    writeFileSync(path, changed);
    await bringIn(page, [path]);
    await expect(page.getByRole('alert')).toHaveText(refusals.damaged({}));
    await bringIn(page, ['package.json']);
    await expect(page.getByRole('alert')).toHaveText(refusals['not-ours']({}));
    await page.reload();
    await expect(page.getByTestId('adapter')).toHaveCount(1);
  });

  await test.step('all models and texts go into one file, which can be dropped', async () => {
    await expect(page.getByRole('button', { name: words.import.button })).toBeEnabled();
    await page.getByRole('button', { name: words.export.all }).click();
    const all = await saved(page, info, () =>
      page.getByRole('menuitem', { name: words.export.modelsAndTexts }).click(),
    );
    // The disk is full when the text is written, which is the last.
    await page.evaluate(() => {
      const { add } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.add = function (...row) {
        if (this.name !== 'texts') return add.apply(this, row);
        IDBObjectStore.prototype.add = add;
        throw new DOMException('', 'QuotaExceededError');
      };
    });
    await drop(page, all);
    await expect(page.getByRole('alert')).toHaveText(en.errors.byDomain.store.full);
    await expect(page.getByTestId('adapter')).toHaveCount(1);
    await drop(page, all);
    await expect(page.getByTestId('adapter')).toHaveCount(2);
    await expect(page.getByText(words.import.texts(1))).toBeVisible();
    await openScreen(page, 'make');
    await expect(page.getByRole('list', { name: en.make.text.list }).getByText(en.make.text.own)).toHaveCount(
      2,
    );
  });
  expect(offences).toEqual({ console: [], foreign: [] });
});

test('a model goes out for Python and comes back the same', async ({ page }, info) => {
  await keepOne(page);
  await expect(page.getByTestId('adapter')).toHaveCount(1);
  const before = await greedy(page);
  const paths = await saveForPython(page, info);
  const contents = paths.map((path) => readFileSync(path));
  await deleteIt(page);
  await bringIn(page, paths.slice(0, 1));
  await expect(page.getByRole('alert')).toHaveText(refusals.half({ missing: 'adapter_model.safetensors' }));
  const alert = page.getByRole('alert');
  await test.step('what the browser may not read is said, and so is a pointer in the place of weights', async () => {
    const { unreadable, 'no-content': noContent } = en.errors.byDomain.file;
    const empty = info.outputPath('empty.swantham');
    writeFileSync(empty, '');
    await bringIn(page, [empty]);
    await expect(alert).toHaveText(noContent({ name: 'empty.swantham' }));
    await page.evaluate(() => {
      const { arrayBuffer } = File.prototype;
      File.prototype.arrayBuffer = () => {
        File.prototype.arrayBuffer = arrayBuffer;
        return Promise.reject(new DOMException('', 'NotFoundError'));
      };
    });
    await bringIn(page, paths);
    await expect(alert).toHaveText(unreadable({ name: 'adapter_config.json' }));
    const pointer = info.outputPath('pointer', 'adapter_model.safetensors');
    mkdirSync(info.outputPath('pointer'));
    writeFileSync(pointer, 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9000\n');
    await bringIn(page, [paths[0], pointer]);
    await expect(alert).toHaveText(refusals['lfs-pointer']({ name: 'adapter_model.safetensors' }));
    await drop(page, info.outputPath('not-there.swantham'));
    await expect(alert).toHaveText(unreadable({ name: 'not-there.swantham' }));
  });
  // As PEFT and a trainer leave it.
  const folder = info.outputPath('my-adapter');
  mkdirSync(folder);
  for (const [i, path] of paths.entries()) writeFileSync(`${folder}/${basename(path)}`, contents[i]);
  for (const name of ['README.md', 'trainer_state.json', 'training_args.bin'])
    writeFileSync(`${folder}/${name}`, '{}');
  await test.step('a folder can be dropped, with all that lies in it', async () => {
    await drop(page, folder);
    await expect(page.getByRole('article', { name: 'my-adapter' })).toBeVisible();
    await page.getByRole('button', { name: words.delete.model('my-adapter') }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: words.delete.button }).click();
    await expect(page.getByTestId('adapter')).toHaveCount(0);
  });
  await test.step('a folder can be chosen', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: words.import.folder }).click();
    await (await chooser).setFiles(folder);
  });
  await expect(page.getByTestId('adapter')).toContainText(
    like(words.facts.unknown(en.result.methods.norm, 1, 0), {
      '1 B': /[\d.]+ KB/,
      [en.format.when(0)]: /.+/,
    }),
  );
  await expect(page.getByTestId('probe')).toHaveAttribute('data-finding', 'near');
  expect(await greedy(page)).toBe(before);
  const again = await saveForPython(page, info);
  expect(again.map((path) => readFileSync(path))).toEqual(contents);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await axe(page);
  }
  await openMenu(page);
  await axe(page);
  await page.getByRole('menuitem', { name: words.export.python }).click();
  await expect(page.getByRole('dialog', { name: words.export.pythonTitle })).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: en.shell.done }).click();
  await page.setViewportSize({ width: 360, height: 740 });
  const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBeLessThanOrEqual(window);
});
