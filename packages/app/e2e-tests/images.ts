import type { Locator, Page } from '@playwright/test';
import path from 'node:path';

/** Screenshots go to the documentation when asked for, and beside the results otherwise. */
const folder = path.resolve(
  __dirname,
  '../../..',
  process.env.IRSA_DOCS_IMAGES ? 'docs/images' : 'test-results/images',
);

/** Takes a picture of a page, or of a part of it, with what is not to be seen painted over. */
export function shoot(
  what: Page | Locator,
  name: string,
  mask: Locator[] = [],
) {
  return what.screenshot({
    path: path.join(folder, `${name}.png`),
    mask,
    maskColor: '#ffffff',
  });
}
