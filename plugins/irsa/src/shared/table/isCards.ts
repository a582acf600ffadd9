import {
  createContext,
  type RefObject,
  useLayoutEffect,
  useState,
} from 'react';

/** The maximum width in pixels at which a table shows its rows as cards. The table's style sheet has the same limit as 40rem. */
const WIDEST_CARDS = 640;

/** Whether the rows of the surrounding table are cards. */
export const IsCards = createContext(false);

/** Whether a table shows its rows as cards. Known before the browser paints the table. */
export function useIsCards(place: RefObject<HTMLElement>): boolean {
  const [isCards, setCards] = useState(false);
  useLayoutEffect(() => {
    const table = place.current;
    if (!table) return undefined;
    const look = () => setCards(table.clientWidth <= WIDEST_CARDS);
    look();
    // jsdom has no ResizeObserver.
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(table);
    return () => observer.disconnect();
  }, [place]);
  return isCards;
}
