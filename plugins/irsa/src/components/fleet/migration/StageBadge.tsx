import type { MigrationStage } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiArrowLeftRightLine,
  RiCheckboxCircleLine,
  RiKey2Line,
} from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import styles from './Migration.module.css';

const ICONS = {
  irsa: RiKey2Line,
  moving: RiArrowLeftRightLine,
  'pod-identity': RiCheckboxCircleLine,
};

/** How far one is on its way, as icon and word. */
export function StageBadge({ stage }: { stage: MigrationStage }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const Icon = ICONS[stage];
  return (
    <span className={styles.stage} data-stage={stage}>
      <Icon aria-hidden size={16} />
      {t(`migrationStage.${stage}`)}
    </span>
  );
}
