import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * Goes to the element that the hash of the URL names, once it is there, and again when it is asked for again. The browser alone would not: what
 * is named is drawn after the page has loaded.
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
