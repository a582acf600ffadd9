import type { Risk } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { risksWorstFirst } from './risksWorstFirst';
import { irsaTranslationRef } from '../../../translation';
import styles from '../../../features/entityTab/EntityAccessContent.module.css';
import { RiskCard } from './RiskCard';
import cardStyles from './RiskCard.module.css';

/** Each risk of the role, the worst first. */
export function RiskCards({ risks }: { risks: readonly Risk[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Text as="h4" weight="bold" id={titleId}>
        {t('risks.title')}
      </Text>
      {risks.length === 0 ? (
        <Text variant="body-small">{t('risks.none')}</Text>
      ) : (
        <ul className={cardStyles.cards} aria-labelledby={titleId}>
          {risksWorstFirst(risks).map(risk => (
            <li key={`${risk.id} ${risk.message}`}>
              <RiskCard risk={risk} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
