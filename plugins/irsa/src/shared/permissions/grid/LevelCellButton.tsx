import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, VisuallyHidden } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import type { Ref } from 'react';
import type { LevelCell } from './levelCell';
import { irsaTranslationRef } from '../../../translation';
import { ExtentMark } from './ExtentMark';
import styles from './PermissionGrid.module.css';

/** The extent of a service's access level, as icon and word. If anything is granted, it is a button that opens the details. */
export function LevelCellButton(props: {
  title: string;
  cell: LevelCell;
  isOpen: boolean;
  buttonRef: Ref<HTMLButtonElement>;
  onPress: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { title, cell, isOpen } = props;
  const mark = (
    <>
      <span className={styles.levelName}>{t(`levelName.${cell.level}`)}:</span>{' '}
      <ExtentMark state={cell.state} />
    </>
  );
  if (cell.entries.length === 0) {
    return <span className={styles.nothing}>{mark}</span>;
  }
  return (
    <Button
      ref={props.buttonRef}
      size="small"
      variant="tertiary"
      className={styles.open}
      aria-expanded={isOpen}
      iconEnd={
        isOpen ? (
          <RiArrowUpSLine aria-hidden />
        ) : (
          <RiArrowDownSLine aria-hidden />
        )
      }
      onPress={props.onPress}
    >
      <span className={styles.mark}>
        <VisuallyHidden>{title},</VisuallyHidden> {mark}
      </span>
    </Button>
  );
}
