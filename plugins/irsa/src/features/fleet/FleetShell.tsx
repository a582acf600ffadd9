import { useRouteRef } from '@backstage/core-plugin-api';
import { type ReactNode, useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import styles from './Fleet.module.css';
import { ScannedScopes, useKeptScopes } from './scannedScopes';
import { ShownTabs } from './shownTabs';
import { UnknownTab } from './UnknownTab';

/** Returns the part of a path directly below the page. If an app is not at the root of its host, its paths can include or omit the base path. */
function tabIn(pathname: string, root: string): string | undefined {
  const page = `${root.slice(root.lastIndexOf('/'))}/`;
  const at = pathname.lastIndexOf(page);
  const [name] = at < 0 ? [] : pathname.slice(at + page.length).split('/');
  return name || undefined;
}

/**
 * The frame of the fleet page in both frontend systems. Provides the tabs for the menu on narrow screens, and the scanned scopes for the tables.
 * Shows a message if the address names no tab.
 */
export function FleetShell(props: {
  /** The tabs by their paths below the page. */
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
