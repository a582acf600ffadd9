import type { MigrationStage } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiArrowLeftRightLine,
  RiCheckboxCircleLine,
  RiKey2Line,
} from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { Badge } from '../cells/Badge';

const STAGE = {
  irsa: [RiKey2Line, 'none'],
  'in-progress': [RiArrowLeftRightLine, 'info'],
  'pod-identity': [RiCheckboxCircleLine, 'success'],
} as const;

/** The migration stage of an account. */
export function StageBadge({ stage }: { stage: MigrationStage }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [icon, tone] = STAGE[stage];
  return (
    <Badge icon={icon} tone={tone}>
      {t(`migrationStage.${stage}`)}
    </Badge>
  );
}
