import type { Plan } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CodeBlock } from '../../../shared/viewer/CodeBlock';
import { irsaTranslationRef } from '../../../translation';
import styles from './PlanPreview.module.css';

/** The resulting policy of the grants, as AWS will store it. */
export function PlannedPolicy(props: { document: Plan['permissionsPolicy'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (!props.document) return null;
  return (
    <details className={styles.details}>
      <summary>{t('plan.policy')}</summary>
      <CodeBlock>{JSON.stringify(props.document, null, 2)}</CodeBlock>
    </details>
  );
}
