/** The maximum number of pages of a list. This many pages hold more objects than a cluster can, so a longer list is invalid. */
export const MOST_PAGES = 2000;
