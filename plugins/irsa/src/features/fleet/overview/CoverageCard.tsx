import type { Coverage, Overview } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useId } from 'react';
import { useFleetPath } from '../useFleetPath';
import { COVERAGES } from '../fleetWords';
import { irsaTranslationRef } from '../../../translation';
import { CoverageBadge, coverageTone } from '../cells/badges';
import styles from './Overview.module.css';

/** What the overview calls each. */
const COUNTS: Record<Coverage, keyof Overview['coverage']> = {
  'service-account-role': 'serviceAccountRole',
  'node-role': 'nodeRole',
  'static-keys': 'staticKeys',
  none: 'none',
  unknown: 'unknown',
};

/** Whose AWS identity the workloads have: as one bar, and in numbers that lead to the rows. */
export function CoverageCard({ coverage }: { coverage: Overview['coverage'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const pathOf = useFleetPath();
  const countOf = (part: Coverage) => coverage[COUNTS[part]];
  const total = COVERAGES.reduce((sum, part) => sum + countOf(part), 0);
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <Text as="h2" variant="body-medium" weight="bold" id={titleId}>
        {t('overview.coverage', { count: total })}
      </Text>
      <div className={styles.bar} aria-hidden>
        {COVERAGES.filter(part => countOf(part) > 0).map(part => (
          <span
            key={part}
            data-tone={coverageTone(part)}
            style={{ flexGrow: countOf(part) }}
          />
        ))}
      </div>
      <ul className={styles.legend}>
        {COVERAGES.map(part => (
          <li key={part}>
            <CoverageBadge coverage={part}>
              <Link
                variant="body-small"
                href={pathOf('workloads', { coverage: part })}
              >
                {t('overview.coverageOf', {
                  name: t(`coverage.${part}`),
                  count: countOf(part),
                  percent: String(
                    total === 0 ? 0 : Math.round((100 * countOf(part)) / total),
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
