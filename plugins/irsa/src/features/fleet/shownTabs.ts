import { createContext } from 'react';
import type { MenuTab } from '../../shared/ui/TabMenu';

/** The tabs of the page that the reader has, and the address of the one that is open. */
export const ShownTabs = createContext<{
  tabs: readonly MenuTab[];
  current?: string;
}>({ tabs: [] });
