import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiArrowDownSLine } from '@remixicon/react';
import { ChosenMark } from './ChosenMark';
import styles from './TabMenu.module.css';

/** A tab as an item of the menu. */
export interface MenuTab {
  href: string;
  label: string;
}

/** A menu of tabs for narrow windows, where the row of tabs is hidden. Renders nothing if there are fewer than two tabs. */
export function TabMenu(props: {
  /** The name of the group of tabs. */
  label: string;
  tabs: readonly MenuTab[];
  /** The address of the open tab. */
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
