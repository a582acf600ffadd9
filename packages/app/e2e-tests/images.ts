import { expect, type Locator, type Page } from '@playwright/test';
import path from 'node:path';

/** Screenshots go to the documentation when asked for, and beside the results otherwise. */
const folder = path.resolve(
  __dirname,
  '../../..',
  process.env.IRSA_DOCS_IMAGES ? 'docs/images' : 'test-results/images',
);

/** Takes a picture of a page, or of a part of it, with what is not to be seen painted over. Again when the part is built again meanwhile. */
export async function shoot(
  what: Page | Locator,
  name: string,
  mask: Locator[] = [],
): Promise<void> {
  await expect(async () => {
    await what.screenshot({
      path: path.join(folder, `${name}.png`),
      mask,
      maskColor: '#ffffff',
    });
  }).toPass({ timeout: 10_000 });
}
