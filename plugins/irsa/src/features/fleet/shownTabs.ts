import { createContext } from 'react';
import type { MenuTab } from '../../shared/ui/TabMenu';

/** The tabs that the user can see, and the address of the open tab. */
export const ShownTabs = createContext<{
  tabs: readonly MenuTab[];
  current?: string;
}>({ tabs: [] });
