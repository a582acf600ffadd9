import { RiCheckLine } from '@remixicon/react';
import styles from './ChosenMark.module.css';

/** A check mark at what is chosen in a menu, of which Backstage UI shows nothing. */
export function ChosenMark({ isChosen }: { isChosen: boolean }) {
  return isChosen ? (
    <RiCheckLine aria-hidden />
  ) : (
    <span className={styles.notChosen} />
  );
}
