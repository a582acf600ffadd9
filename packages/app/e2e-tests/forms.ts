import type { Page } from '@playwright/test';

/** Types the name of a namespace, and chooses it from the list that opens when the form has processed the text. */
export async function chooseNamespace(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Namespace' }).fill(name);
  await page.getByRole('option', { name, exact: true }).click();
}
