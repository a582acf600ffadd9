/**
 * Starts to load a page's code if the app is opened on that page, while sign-in and the app shell are still loading. `path` is a part of the page's
 * address. Ignores failures, because the code is loaded again when the page is shown.
 */
export function loadEarly(path: string, load: () => Promise<unknown>): void {
  if (window.location.pathname.includes(path)) load().catch(() => {});
}
