import type { PlanStep } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiAddCircleLine,
  RiCheckLine,
  RiDeleteBinLine,
  RiPencilLine,
} from '@remixicon/react';
import { IconRow } from '../../../shared/ui/IconRow';
import { irsaTranslationRef } from '../../../translation';
import styles from '../../../shared/operation/plan/Plan.module.css';

const ICONS = {
  create: RiAddCircleLine,
  update: RiPencilLine,
  delete: RiDeleteBinLine,
  none: RiCheckLine,
};

/** The steps of the plan in order, each as a sentence. */
export function PlannedSteps({ steps }: { steps: readonly PlanStep[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (steps.length === 0) return null;
  return (
    <div>
      <Text as="h4" weight="bold">
        {t('plan.steps')}
      </Text>
      <ol className={styles.list}>
        {steps.map(({ id, action, summary }) => (
          <li key={id}>
            <IconRow
              icon={ICONS[action]}
              tone={action === 'delete' ? 'danger' : undefined}
            >
              <Text variant="body-small">{summary}</Text>
            </IconRow>
          </li>
        ))}
      </ol>
    </div>
  );
}
