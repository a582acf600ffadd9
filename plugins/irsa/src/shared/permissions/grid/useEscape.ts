import { type RefObject, useEffect } from 'react';

/** Calls `onEscape` when Escape is pressed inside an element. */
export function useEscape(
  element: RefObject<HTMLElement>,
  onEscape: () => void,
): void {
  useEffect(() => {
    const { current } = element;
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onEscape();
    };
    current?.addEventListener('keydown', onKeyDown);
    return () => current?.removeEventListener('keydown', onKeyDown);
  }, [element, onEscape]);
}
