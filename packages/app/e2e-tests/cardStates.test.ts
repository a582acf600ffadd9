/* eslint-disable @backstage/no-relative-monorepo-imports -- the fixtures of the plugin's gallery are published nowhere */
import { expect, type Locator, type Page } from '@playwright/test';
import { limited } from '../../../plugins/irsa/dev/fixtures/permissions';
import { answerWith, COMPONENT, known } from './accessibility/answers';
import { expectNothingSerious } from './axe';
import { CARD_STATES, type CardState, SINGLE_STATES } from './cardStates';
import { shoot } from './images';
import { go, schemesFor } from './visit';
import { test } from './test';

const CARD = `/catalog/default/component/${COMPONENT}`;
const OURS = ['article[role=region]'];
const cardOf = (page: Page) => page.getByRole('region', { name: 'AWS access' });
const SCHEMES = ['light', 'dark'] as const;

/** Replaces the backend with a component that has these accounts. They are never verified, so that "Not verified" remains. */
async function show(page: Page, states: readonly CardState[]) {
  const accounts = states.map(({ account }) => account);
  await answerWith(page, {
    ...known(...accounts),
    permissions: Object.fromEntries(accounts.map(({ id }) => [id, limited])),
    refused: ['irsa.service-account.verify'],
  });
}

/** Returns the texts of one account in a part of the page. */
const textOf = (part: Locator) =>
  part.evaluateAll(all => all.map(one => (one as HTMLElement).innerText));

/** Expects one status word, with separate texts for proof, health, use, and risk. */
function expectToSay(text: string, state: CardState) {
  const { status, says, isAtRisk, account } = state;
  const lines = text.split('\n').map(line => line.trim());
  const words = text.replace(/\s+/g, ' ');
  expect.soft(lines, account.id).toContain(status);
  expect.soft(lines.includes('Verified')).toBe(status === 'Verified');
  for (const said of says) expect.soft(words, account.id).toMatch(said);
  expect.soft(/High risk/.test(words), account.id).toBe(isAtRisk);
}

/** Expects that nothing is cut off or scrolls horizontally. */
async function expectToFit(part: Locator) {
  expect
    .soft(await part.evaluate(one => one.scrollWidth - one.clientWidth))
    .toBeLessThanOrEqual(1);
}

test.afterAll(async ({ visitor }) => {
  await visitor.unrouteAll({ behavior: 'ignoreErrors' });
  // The app caches answers.
  await visitor.goto('about:blank');
});

test('the card distinguishes proof, health, use, and risk in every combination', async ({
  page,
}) => {
  await show(page, CARD_STATES);
  await go(page, CARD);
  const blocks = cardOf(page)
    .getByRole('list', { name: 'IAM service accounts' })
    .locator(':scope > li');
  await expect(blocks).toHaveCount(CARD_STATES.length);
  const texts = await textOf(blocks);
  for (const state of CARD_STATES) {
    const heading = `prod-eu · production/${state.account.name}\n`;
    const text = texts.find(one => one.startsWith(heading)) ?? '';
    expectToSay(text, state);
  }
  await expectToFit(cardOf(page));
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await expect(blocks).toHaveCount(CARD_STATES.length);
    await shoot(cardOf(page), `card-states-${colorScheme}`);
  }
});

test('the card and the header of the tab agree, in a wide and in a narrow window', async ({
  page,
}) => {
  for (const state of SINGLE_STATES) {
    const { health, proof, status } = state;
    for (const colorScheme of schemesFor(`${health} ${proof}`)) {
      await page.emulateMedia({ colorScheme });
      const name = `${health}-${proof}-${colorScheme}`;
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await show(page, [state]);
      await page.setViewportSize({ width: 1280, height: 900 });
      await go(page, CARD);
      const card = cardOf(page);
      await expect(card.locator('[data-status]')).toHaveText(status);
      expectToSay((await textOf(card))[0], state);
      await shoot(card, `card-${name}`);
      await expectNothingSerious(page, OURS);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectToFit(card);
      await shoot(card, `card-${name}-narrow`);

      await page.setViewportSize({ width: 1280, height: 900 });
      await go(page, `${CARD}/aws-access`);
      const header = page.getByRole('main').locator('[data-status]').first();
      await expect(header).toHaveText(status);
      await shoot(page, `tab-${name}`);
    }
  }
});
