import type { Coverage, Overview } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useId } from 'react';
import { useFleetPath } from '../../../hooks/useFleetPath';
import { irsaTranslationRef } from '../../../translation';
import type { Tone } from '../cells/Badge';
import { CoverageBadge } from '../cells/badges';
import styles from './Overview.module.css';

const PARTS: readonly {
  coverage: Coverage;
  count: keyof Overview['coverage'];
  tone: Tone;
}[] = [
  { coverage: 'own-role', count: 'ownRole', tone: 'success' },
  { coverage: 'node-role', count: 'nodeRole', tone: 'warning' },
  { coverage: 'static-keys', count: 'staticKeys', tone: 'danger' },
  { coverage: 'none', count: 'none', tone: 'none' },
  { coverage: 'unknown', count: 'unknown', tone: 'info' },
];

/** Whose AWS identity the workloads have: as one bar, and in numbers that lead to the rows. */
export function CoverageCard({ coverage }: { coverage: Overview['coverage'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const pathOf = useFleetPath();
  const parts = PARTS.map(part => ({ ...part, value: coverage[part.count] }));
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <Text as="h2" variant="body-medium" weight="bold" id={titleId}>
        {t('overview.coverage', { count: total })}
      </Text>
      <div className={styles.bar} aria-hidden>
        {parts
          .filter(({ value }) => value > 0)
          .map(part => (
            <span
              key={part.coverage}
              data-tone={part.tone}
              style={{ flexGrow: part.value }}
            />
          ))}
      </div>
      <ul className={styles.legend}>
        {parts.map(part => (
          <li key={part.coverage}>
            <CoverageBadge coverage={part.coverage}>
              <Link
                variant="body-small"
                href={pathOf('workloads', { coverage: part.coverage })}
              >
                {t('overview.coverageOf', {
                  name: t(`coverage.${part.coverage}`),
                  count: part.value,
                  percent: String(
                    total === 0 ? 0 : Math.round((100 * part.value) / total),
                  ),
                })}
              </Link>
            </CoverageBadge>
          </li>
        ))}
      </ul>
    </section>
  );
}
