import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, openScreen } from '../page.ts';
import { chooseFiles, pressEscape, type Stop } from './stop.ts';

/** My models, where one has two versions: looked at, printed, renamed, saved, deleted and brought back. */
export const LIBRARY: readonly Stop[] = [
  {
    name: 'library',
    async go(page, t) {
      await openScreen(page, 'models', t);
      await expect(page.getByTestId('adapter')).toHaveCount(1);
    },
  },
  {
    name: 'library-versions',
    whole: true,
    async go(page, t) {
      await page.getByRole('button', { name: t.versions.heading(2) }).click();
      await expect(page.getByTestId('version')).toHaveCount(2);
    },
    async leave(page, t) {
      await page.getByRole('button', { name: t.versions.heading(2) }).click();
    },
  },
  {
    name: 'library-worth',
    whole: true,
    async go(page, t) {
      await page.getByRole('button', { name: t.library.worth.own }).first().click();
      await expect(page.getByTestId('adapter').first().getByTestId('result')).toBeVisible();
    },
    async leave(page, t) {
      await page.getByRole('button', { name: t.library.worth.own }).first().click();
    },
  },
  {
    name: 'sheet',
    whole: true,
    async go(page) {
      await page.locator('a[href^="#/sheet/"]:visible').first().click();
      await expect(page.getByTestId('sheet')).toBeVisible();
    },
    leave: (page, t) => openScreen(page, 'models', t),
  },
  {
    name: 'library-rename',
    async go(page, t) {
      const rename = page.getByTestId('adapter').first().getByText(t.shell.name.rename, { exact: true });
      await rename.click();
      await expect(page.getByTestId('adapter').getByRole('textbox')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'library-export',
    async go(page, t) {
      await page.getByTestId('adapter').first().getByText(t.library.export.button, { exact: true }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'library-python',
    async go(page, t) {
      await page.getByTestId('adapter').first().getByText(t.library.export.button, { exact: true }).click();
      await page.getByRole('menuitem').last().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'library-delete',
    async go(page, t) {
      await page
        .getByTestId('adapter')
        .first()
        .getByText(t.library.delete.button, { exact: true })
        .first()
        .click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'library-imported',
    whole: true,
    async go(page, t) {
      await page.getByTestId('adapter').first().getByText(t.library.export.button, { exact: true }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem').first().click(),
      ]);
      const file = join(mkdtempSync(join(tmpdir(), 'swantham-tour-')), download.suggestedFilename());
      await download.saveAs(file);
      await chooseFiles(page, t.library.import.button, file);
      await expect(page.getByTestId('probe')).toBeVisible({ timeout: 120_000 });
    },
  },
  {
    name: 'library-refused',
    async go(page, t) {
      await chooseFiles(page, t.library.import.button, 'package.json');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
];
