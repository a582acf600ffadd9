import type { Risk } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { risksWorstFirst } from './risksWorstFirst';
import { irsaTranslationRef } from '../../../translation';
import { Section } from '../../ui/Section';
import { RiskCard } from './RiskCard';
import styles from './RiskCard.module.css';

/** The risks of the role, the most severe first. */
export function RiskCards({ risks }: { risks: readonly Risk[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <Section as="h4" title={t('risks.title')}>
      {risks.length === 0 ? (
        <Text variant="body-small">{t('risks.none')}</Text>
      ) : (
        <ul className={styles.cards} aria-label={t('risks.title')}>
          {risksWorstFirst(risks).map(risk => (
            <li key={`${risk.id} ${risk.message}`}>
              <RiskCard risk={risk} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
