import { type RefObject, useEffect } from 'react';

/** The nearest of the elements that an element stood in and that is still there. */
function survivor(path: readonly Element[]): HTMLElement | undefined {
  return path.find(
    (element): element is HTMLElement =>
      element instanceof HTMLElement && element.isConnected,
  );
}

/**
 * Keeps the focus in a part of the page when what had it is removed, such as a button that is of no use once it was pressed: what stood around it
 * takes the focus, so that the keyboard and screen readers go on from there and not from the top of the page.
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
      // Before it is known whether it was left, or is being removed.
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
