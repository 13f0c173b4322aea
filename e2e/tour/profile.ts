import type { Page } from '@playwright/test';
import { expect } from '../page.ts';
import { pressEscape, type Stop } from './stop.ts';

async function openProfileMenu(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button').last().click();
  await expect(page.getByRole('menuitem')).toHaveCount(2);
}

/** The profile: its menu, its settings, projector mode, and another one. */
export const PROFILE: readonly Stop[] = [
  {
    name: 'profile-menu',
    go: openProfileMenu,
    leave: pressEscape,
  },
  {
    name: 'profile',
    whole: true,
    async go(page, t) {
      await openProfileMenu(page);
      await page.getByRole('menuitem').first().click();
      await expect(page.getByRole('heading', { level: 1, name: t.profile.title })).toBeVisible();
    },
  },
  {
    name: 'projector',
    whole: true,
    async go(page) {
      await page.getByTestId('projector-panel').locator('label').click();
      await expect(page.getByTestId('projector')).toBeVisible();
    },
  },
  {
    name: 'projector-keys',
    async go(page) {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    async leave(page) {
      await page.keyboard.press('p');
      await expect(page.getByTestId('projector')).toHaveCount(0);
    },
  },
  {
    name: 'profile-passphrase',
    whole: true,
    async go(page, t) {
      await page.getByRole('button', { name: t.profile.passphrase.set, exact: true }).click();
      await page.getByRole('textbox', { name: t.profile.passphrase.next, exact: true }).fill('short');
      await page.getByRole('button', { name: t.profile.passphrase.set, exact: true }).click();
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'profile-delete',
    async go(page, t) {
      await page.getByRole('button', { name: t.profile.delete.heading, exact: true }).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'profile-empty',
    async go(page, t) {
      await page.getByRole('button', { name: t.profile.wipe.heading, exact: true }).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
    },
    leave: pressEscape,
  },
  {
    name: 'profile-choose',
    async go(page, t) {
      await openProfileMenu(page);
      await page.getByRole('menuitem').last().click();
      await expect(page.getByRole('heading', { level: 1, name: t.profile.choose.title })).toBeVisible();
    },
  },
  {
    name: 'profile-new',
    async go(page, t) {
      await page.getByRole('button', { name: t.profile.choose.new, exact: true }).click();
      await page.getByRole('button', { name: t.profile.choose.begin, exact: true }).click();
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
];
