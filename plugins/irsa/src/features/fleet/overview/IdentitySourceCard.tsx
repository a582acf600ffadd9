import type { IdentitySource, Overview } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useId } from 'react';
import { useFleetPath } from '../useFleetPath';
import { IDENTITY_SOURCES } from '../fleetWords';
import { irsaTranslationRef } from '../../../translation';
import { IdentitySourceBadge, identitySourceTone } from '../cells/badges';
import styles from './Overview.module.css';

/** The overview's name of each identity source. */
const COUNTS: Record<IdentitySource, keyof Overview['identitySources']> = {
  'service-account-role': 'serviceAccountRole',
  'node-role': 'nodeRole',
  'static-keys': 'staticKeys',
  none: 'none',
  unknown: 'unknown',
};

/** The sources of the workloads' AWS identities: as a bar, and as numbers that link to the rows. */
export function IdentitySourceCard({
  identitySource,
}: {
  identitySource: Overview['identitySources'];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const pathOf = useFleetPath();
  const countOf = (part: IdentitySource) => identitySource[COUNTS[part]];
  const total = IDENTITY_SOURCES.reduce((sum, part) => sum + countOf(part), 0);
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <Text as="h2" variant="body-medium" weight="bold" id={titleId}>
        {t('overview.identitySource', { count: total })}
      </Text>
      <div className={styles.bar} aria-hidden>
        {IDENTITY_SOURCES.filter(part => countOf(part) > 0).map(part => (
          <span
            key={part}
            data-tone={identitySourceTone(part)}
            style={{ flexGrow: countOf(part) }}
          />
        ))}
      </div>
      <ul className={styles.legend}>
        {IDENTITY_SOURCES.map(part => (
          <li key={part}>
            <IdentitySourceBadge identitySource={part}>
              <Link
                variant="body-small"
                href={pathOf('workloads', { identitySource: part })}
              >
                {t('overview.identitySourceOf', {
                  name: t(`identitySource.${part}`),
                  count: countOf(part),
                  percent: String(
                    total === 0 ? 0 : Math.round((100 * countOf(part)) / total),
                  ),
                })}
              </Link>
            </IdentitySourceBadge>
          </li>
        ))}
      </ul>
    </section>
  );
}
