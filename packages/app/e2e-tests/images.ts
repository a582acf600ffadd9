import { expect, type Locator, type Page } from '@playwright/test';
import path from 'node:path';

/** Returns the folder for screenshots, which are taken for the documentation and by the accessibility census. Undefined in other runs. */
function folderOf({ IRSA_DOCS_IMAGES, IRSA_CENSUS } = process.env) {
  if (IRSA_DOCS_IMAGES) return 'docs/images';
  return IRSA_CENSUS ? 'test-results/images' : undefined;
}

/** Takes a screenshot of a page or part of it, with masked elements, if the run takes any. Retries if the part renders again in the meantime. */
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
