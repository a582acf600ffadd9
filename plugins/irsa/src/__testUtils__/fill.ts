import userEvent from '@testing-library/user-event';

/** Pastes text into a field. Typing renders the page again for each key. */
export async function fill(field: HTMLElement, words: string) {
  await userEvent.clear(field);
  await userEvent.click(field);
  await userEvent.paste(words);
}
