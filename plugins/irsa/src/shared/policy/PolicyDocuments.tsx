import type { PolicyText } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { irsaTranslationRef } from '../../translation';
import styles from '../../features/entityTab/EntityAccessContent.module.css';
import { PolicyDocument } from './PolicyDocument';

/** Every policy of the role as AWS holds it. */
export function PolicyDocuments(props: { policies: readonly PolicyText[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const { policies } = props;
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h4" weight="bold" id={titleId}>
        {t('policy.title')}
      </Text>
      {policies.every(({ kind }) => kind === 'trust') && (
        <Text variant="body-small">{t('policy.none')}</Text>
      )}
      {policies.map(policy => (
        <PolicyDocument key={`${policy.kind} ${policy.name}`} policy={policy} />
      ))}
    </section>
  );
}
