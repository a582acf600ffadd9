import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxBlankCircleLine,
  RiCircleFill,
  RiContrastFill,
  RiForbidLine,
  RiQuestionLine,
} from '@remixicon/react';
import type { LevelCell } from './levelCell';
import { irsaTranslationRef } from '../../../translation';
import styles from './PermissionGrid.module.css';

const ICONS = {
  full: RiCircleFill,
  limited: RiContrastFill,
  none: RiCheckboxBlankCircleLine,
  blocked: RiForbidLine,
  unknown: RiQuestionLine,
};

/** The extent of an access level: ● full, ◐ limited, ○ none. */
export function ExtentMark({ state }: { state: LevelCell['state'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const Icon = ICONS[state];
  return (
    <span className={styles.extent} data-state={state}>
      <Icon aria-hidden size={14} />
      {t(`extent.${state}`)}
    </span>
  );
}
