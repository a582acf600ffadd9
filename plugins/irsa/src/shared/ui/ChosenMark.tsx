import { RiCheckLine } from '@remixicon/react';
import styles from './ChosenMark.module.css';

/** The check mark of the selected menu item. Backstage UI marks no selection in menus. */
export function ChosenMark({ isChosen }: { isChosen: boolean }) {
  return isChosen ? (
    <RiCheckLine aria-hidden />
  ) : (
    <span className={styles.notChosen} />
  );
}
