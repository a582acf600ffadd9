import { expect, type Locator, type Page } from '@playwright/test';
import path from 'node:path';

/** Pictures are taken for the documentation and by the census of accessibility. */
function folderOf({ IRSA_DOCS_IMAGES, IRSA_CENSUS } = process.env) {
  if (IRSA_DOCS_IMAGES) return 'docs/images';
  return IRSA_CENSUS ? 'test-results/images' : undefined;
}

/** Where pictures are asked for, takes a picture of a page, or of a part of it, with what is not to be seen painted over. Again when the part is built again meanwhile. */
export async function shoot(
  what: Page | Locator,
  name: string,
  mask: Locator[] = [],
): Promise<void> {
  const folder = folderOf();
  if (!folder) return;
  await expect(async () => {
    await what.screenshot({
      path: path.resolve(__dirname, '../../..', folder, `${name}.png`),
      mask,
      maskColor: '#ffffff',
    });
  }).toPass({ timeout: 10_000 });
}
