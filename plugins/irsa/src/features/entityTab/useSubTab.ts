import { useLocation, useParams } from 'react-router-dom';
import { type SubTab, SUB_TABS, subTabOf } from './subTabs';

const [FIRST] = SUB_TABS;

const partsOf = (path: string) => path.split('/').filter(Boolean);

/**
 * Returns the sub-tab that the URL names, and the addresses of all sub-tabs, which keep the chosen account. `subTab` is undefined if no sub-tab has
 * the name.
 */
export function useSubTab(): {
  subTab: SubTab | undefined;
  /** The name in the URL. */
  name: string;
  hrefOf: (subTab: SubTab) => string;
} {
  const { pathname, search } = useLocation();
  const name = useParams()['*'] ?? '';
  const parts = partsOf(pathname);
  const tab = parts.slice(0, parts.length - partsOf(name).length);
  return {
    subTab: name === '' ? FIRST : subTabOf(name.replace(/\/$/, '')),
    name,
    hrefOf: subTab =>
      `/${[...tab, ...(subTab === FIRST ? [] : [subTab])].join('/')}${search}`,
  };
}
