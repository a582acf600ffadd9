import { chromium, expect } from '@playwright/test';
import path from 'node:path';
import { findChromium } from '../../../../scripts/lib/chromium.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';

const PATIENCE_MS = 60_000;
const COMPONENT = '/catalog/default/component/example-website';

const slow = expect.configure({ timeout: PATIENCE_MS });

/**
 * Uses the app as its users would: the card leads to the template, which creates the identity. Card, tab, and page then show it.
 * @param {string} address - the URL of the app
 * @param {string} folder - for the screenshots
 */
export async function look(address, folder) {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  try {
    const page = await browser.newPage({
      baseURL: address,
      viewport: { width: 1280, height: 1000 },
    });
    page.setDefaultTimeout(PATIENCE_MS);
    const errors = [];
    page.on('pageerror', error => errors.push(error.message));
    let shots = 0;
    const shoot = async name => {
      shots += 1;
      const file = path.join(folder, `${shots}-${name}.png`);
      await page.screenshot({ path: file });
      say(`Screenshot ${path.relative(process.cwd(), file)}`);
    };
    let firstCard;
    try {
      await seeCard(page, shoot);
      firstCard = Date.now();
      await useTemplate(page, shoot);
      await seeIdentity(page, shoot);
      await seeFleet(page, shoot);
    } catch (error) {
      await shoot('failure');
      throw error;
    }
    if (errors.length > 0) {
      throw new Error(`The browser saw errors:\n${errors.join('\n')}`);
    }
    return { firstCard };
  } finally {
    await browser.close();
  }
}

const cardOf = page => page.getByRole('region', { name: 'AWS access' });

async function seeCard(page, shoot) {
  await page.goto(COMPONENT);
  await signIn(page);
  await slow(
    cardOf(page).getByRole('link', { name: 'Add AWS access' }),
  ).toBeVisible();
  await shoot('card');
}

/** Signs in. An app from `create-app` asks guests to enter. */
async function signIn(page) {
  const enter = page.getByRole('button', { name: 'Enter' });
  const card = cardOf(page);
  await slow(enter.or(card).first()).toBeVisible();
  if (await enter.isVisible()) await enter.click();
}

async function useTemplate(page, shoot) {
  // Uses the keyboard, because a notification of new findings can cover the buttons below the form.
  const goOn = name =>
    page.getByRole('button', { name, exact: true }).press('Enter');
  await cardOf(page).getByRole('link', { name: 'Add AWS access' }).click();
  // The only component of a new app is preselected.
  await slow(page.getByRole('textbox', { name: 'Component' })).toHaveValue(
    'component:default/example-website',
  );
  await page.getByLabel('Cluster').first().click();
  await page.getByRole('option', { name: /prod-eu/ }).click();
  await page.getByRole('combobox', { name: 'Namespace' }).fill('production');
  await page.getByRole('option', { name: 'production', exact: true }).click();
  await goOn('Next');
  const row = page.getByRole('group', { name: 'Access 1' });
  await row.getByRole('textbox', { name: /bucket/ }).fill('website-files');
  await slow(
    page
      .getByRole('region', { name: 'Planned changes' })
      .getByText(/Create role example-website-\w+/),
  ).toBeVisible();
  await shoot('template');
  await goOn('Review');
  await goOn('Create');
  await slow(
    page.getByRole('button', { name: 'Open the component' }),
  ).toBeVisible();
  await shoot('made');
}

async function seeIdentity(page, shoot) {
  await page.getByRole('button', { name: 'Open the component' }).click();
  const card = cardOf(page);
  await slow(card.getByText('Verified', { exact: true })).toBeVisible();
  await slow(card.getByText(/Proved by token exchange/)).toBeVisible();
  await shoot('card-verified');
  // The component page has a tab in the old frontend system, and a link in the new one.
  const tab = page.getByRole('tab', { name: 'AWS access' });
  const link = page.getByRole('main').getByRole('link', { name: 'AWS access' });
  await tab.or(link).first().click();
  await slow(page.getByText(/Trust policy/i).first()).toBeVisible();
  await shoot('tab');
}

async function seeFleet(page, shoot) {
  await page.goto('/irsa');
  await slow(page.getByRole('list', { name: 'Numbers' })).toBeVisible();
  await shoot('fleet');
}
