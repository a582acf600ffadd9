import userEvent from '@testing-library/user-event';

/** Writes into a field at once, as from the clipboard: each key that is pressed draws the page again. */
export async function fill(field: HTMLElement, words: string) {
  await userEvent.clear(field);
  await userEvent.click(field);
  await userEvent.paste(words);
}
