import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiArrowDownSLine } from '@remixicon/react';
import { ChosenMark } from './ChosenMark';
import styles from './TabMenu.module.css';

/** A tab that a menu leads to. */
export interface MenuTab {
  href: string;
  label: string;
}

/** Tabs as a menu where a window is narrow, in place of a row of tabs that is hidden there. Nothing without another tab. */
export function TabMenu(props: {
  /** What the tabs are of. */
  label: string;
  tabs: readonly MenuTab[];
  /** The address of the one that is open. */
  current?: string;
}) {
  const { label, tabs, current } = props;
  if (tabs.length < 2) return null;
  const open = tabs.find(({ href }) => href === current);
  return (
    <nav className={styles.menu} aria-label={label}>
      <MenuTrigger>
        <Button variant="secondary" iconEnd={<RiArrowDownSLine aria-hidden />}>
          {open?.label ?? label}
        </Button>
        <Menu>
          {tabs.map(tab => (
            <MenuItem
              key={tab.href}
              href={tab.href}
              iconStart={<ChosenMark isChosen={tab === open} />}
            >
              {tab.label}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
    </nav>
  );
}
