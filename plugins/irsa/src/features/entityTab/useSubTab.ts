import { useLocation, useParams } from 'react-router-dom';
import { type SubTab, SUB_TABS, subTabOf } from './subTabs';

const [FIRST] = SUB_TABS;

const partsOf = (path: string) => path.split('/').filter(Boolean);

/** The sub-tab that the URL names, and the addresses of all; they keep the chosen account. Undefined where there is none of that name. */
export function useSubTab(): {
  subTab: SubTab | undefined;
  /** What the URL says. */
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
