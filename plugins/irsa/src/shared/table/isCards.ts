import {
  createContext,
  type RefObject,
  useLayoutEffect,
  useState,
} from 'react';

/** A table as wide as that, or less, shows its rows as cards: as in its style sheet, 40rem. Pixels. */
const WIDEST_CARDS = 640;

/** Whether the rows of the table at hand are cards. */
export const IsCards = createContext(false);

/** Whether the table there shows its rows as cards. It is known before the browser draws them. */
export function useIsCards(place: RefObject<HTMLElement>): boolean {
  const [isCards, setCards] = useState(false);
  useLayoutEffect(() => {
    const table = place.current;
    if (!table) return undefined;
    const look = () => setCards(table.clientWidth <= WIDEST_CARDS);
    look();
    // Not in jsdom.
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(table);
    return () => observer.disconnect();
  }, [place]);
  return isCards;
}
