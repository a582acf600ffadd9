/**
 * Begins to load a page where the app is opened on it: sign-in and all that is around the page take a while, in which a browser would only wait.
 * `path` is a part of the page's address. Nothing happens when it fails, since the page is loaded again once it is shown.
 */
export function loadEarly(path: string, load: () => Promise<unknown>): void {
  if (window.location.pathname.includes(path)) load().catch(() => {});
}
