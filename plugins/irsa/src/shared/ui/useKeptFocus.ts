import { type RefObject, useEffect } from 'react';

/** Returns the first element of the path that is still in the page: the nearest remaining ancestor of a removed element. */
function survivor(path: readonly Element[]): HTMLElement | undefined {
  return path.find(
    (element): element is HTMLElement =>
      element instanceof HTMLElement && element.isConnected,
  );
}

/**
 * Keeps the focus inside a part of the page when the focused element is removed, such as a button that disappears after it was pressed. The nearest
 * remaining ancestor takes the focus, so that keyboard and screen reader users continue there and not at the top of the page.
 */
export function useKeptFocus(part: RefObject<HTMLElement>): void {
  useEffect(() => {
    const { current: root } = part;
    if (!root) return undefined;
    let path: Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      path = [];
      for (
        let element = target instanceof Element ? target : null;
        element && root.contains(element);
        element = element.parentElement
      ) {
        path.push(element);
      }
    };
    const forget = ({ target }: FocusEvent) => {
      // Wait, because it is not yet known whether the element only lost the focus or is being removed.
      setTimeout(() => {
        if (path[0] === target && path[0].isConnected) path = [];
      });
    };
    const keep = () => {
      const [focused] = path;
      if (!focused || focused.isConnected) return;
      const next = survivor(path);
      path = [];
      if (!next || document.activeElement !== document.body) return;
      if (!next.hasAttribute('tabindex')) next.tabIndex = -1;
      next.focus({ preventScroll: true });
    };
    const removed = new MutationObserver(keep);
    root.addEventListener('focusin', remember);
    root.addEventListener('focusout', forget);
    removed.observe(root, { childList: true, subtree: true });
    return () => {
      root.removeEventListener('focusin', remember);
      root.removeEventListener('focusout', forget);
      removed.disconnect();
    };
  }, [part]);
}
