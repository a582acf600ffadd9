/** A list that never ends is one of a cluster that lies: these many pages hold more objects than a cluster can. */
export const MOST_PAGES = 2000;
