import type { Plan, PlanStep } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiToolsLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { IconRow } from '../../../shared/ui/IconRow';
import { NeededApprovals } from '../../../shared/operation/plan/NeededApprovals';
import { Violations } from '../../../shared/operation/plan/Violations';
import boxStyles from '../../../shared/operation/Box.module.css';
import styles from './PlanOffer.module.css';

/** What our plan would do, and the button that does it. */
export function PlanOffer(props: {
  plan: Plan;
  /** Those that change something. */
  steps: readonly PlanStep[];
  onApply: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { plan } = props;
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
      <Violations violations={[]} warnings={plan.warnings} />
      <NeededApprovals approvals={plan.approvals} />
      <Button variant="primary" onPress={props.onApply}>
        {t('apply.button')}
      </Button>
    </div>
  );
}
