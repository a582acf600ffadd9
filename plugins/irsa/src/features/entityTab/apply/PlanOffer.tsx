import type { NeededApproval, PlanStep } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiToolsLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { IconRow } from '../../../shared/ui/IconRow';
import { NeededApprovals } from '../../../shared/operation/plan/NeededApprovals';
import boxStyles from '../../../shared/operation/Box.module.css';
import styles from './PlanOffer.module.css';

/** What our plan would do, and the button that does it. */
export function PlanOffer(props: {
  steps: readonly PlanStep[];
  approvals?: readonly NeededApproval[];
  onApply: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <div className={boxStyles.box}>
      <IconRow icon={RiToolsLine} size={18}>
        <Text as="h4" weight="bold">
          {t('apply.title')}
        </Text>
      </IconRow>
      <ul className={styles.steps} aria-label={t('apply.steps')}>
        {props.steps.map(({ id, summary }) => (
          <li key={id}>{summary}</li>
        ))}
      </ul>
      <NeededApprovals approvals={props.approvals} />
      <Button variant="primary" onPress={props.onApply}>
        {t('apply.button')}
      </Button>
    </div>
  );
}
