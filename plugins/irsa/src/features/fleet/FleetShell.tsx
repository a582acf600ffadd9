import { useRouteRef } from '@backstage/core-plugin-api';
import { type ReactNode, useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import styles from './Fleet.module.css';
import { ScannedScopes, useKeptScopes } from './scannedScopes';
import { ShownTabs } from './shownTabs';
import { UnknownTab } from './UnknownTab';

/** The part of a path below the page. The path of an app that is not at the root of its host may or may not begin with where it is. */
function tabIn(pathname: string, root: string): string | undefined {
  const page = `${root.slice(root.lastIndexOf('/'))}/`;
  const at = pathname.lastIndexOf(page);
  const [name] = at < 0 ? [] : pathname.slice(at + page.length).split('/');
  return name || undefined;
}

/**
 * Around the page of the fleet, in both frontend systems: a menu stands for the tabs where there is no room for them, and what is not the address of a tab
 * is answered. It keeps what is scanned for the tables.
 */
export function FleetShell(props: {
  /** By their addresses below the page. */
  tabs: { path: string; label: string }[];
  children: ReactNode;
}) {
  const { tabs, children } = props;
  const root = useRouteRef(rootRouteRef)();
  const { pathname } = useLocation();
  const name = tabIn(pathname, root);
  const shown = useMemo(
    () => ({
      tabs: tabs.map(({ path, label }) => ({ href: `${root}/${path}`, label })),
      current: tabs.some(({ path }) => path === name)
        ? `${root}/${name}`
        : undefined,
    }),
    [tabs, root, name],
  );
  return (
    <ShownTabs.Provider value={shown}>
      <ScannedScopes.Provider value={useKeptScopes()}>
        <div className={styles.shell}>
          {children}
          {name !== undefined && !shown.current && <UnknownTab name={name} />}
        </div>
      </ScannedScopes.Provider>
    </ShownTabs.Provider>
  );
}
