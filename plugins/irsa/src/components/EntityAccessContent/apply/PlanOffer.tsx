import type { PlanStep } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiToolsLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import styles from './ApplyPlan.module.css';

/** What our plan would do, and the button that does it. */
export function PlanOffer(props: {
  steps: readonly PlanStep[];
  onApply: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <div className={styles.box}>
      <div className={styles.heading}>
        <RiToolsLine aria-hidden size={18} />
        <Text as="h4" weight="bold">
          {t('apply.title')}
        </Text>
      </div>
      <ul className={styles.plan} aria-label={t('apply.steps')}>
        {props.steps.map(({ id, summary }) => (
          <li key={id}>{summary}</li>
        ))}
      </ul>
      <Button variant="primary" onPress={props.onApply}>
        {t('apply.button')}
      </Button>
    </div>
  );
}
