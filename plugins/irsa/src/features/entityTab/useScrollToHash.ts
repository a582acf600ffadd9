import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * Scrolls to and focuses the element that the URL's hash names, when `isReady` becomes true and on each new navigation. The browser alone does not,
 * because the element is rendered after the page has loaded.
 */
export function useScrollToHash(isReady: boolean): void {
  const { hash, key } = useLocation();
  useEffect(() => {
    if (!isReady || !hash) return;
    const element = document.getElementById(hash.slice(1));
    element?.scrollIntoView();
    element?.focus({ preventScroll: true });
  }, [hash, key, isReady]);
}
