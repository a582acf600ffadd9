import type { Overview } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { useFleetPath } from '../useFleetPath';
import { irsaTranslationRef } from '../../../translation';
import { EntityRef } from '../../../shared/ui/EntityRef';
import { CountLine } from './CountLine';
import styles from './Overview.module.css';

/** The owners with the most open findings, and the number of findings with several owners. */
export function OwnerCard({
  owners,
  shared,
}: {
  owners: Overview['byOwner'];
  shared: number;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const pathOf = useFleetPath();
  const greatest = Math.max(0, ...owners.map(({ open }) => open));
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <Text as="h2" variant="body-medium" weight="bold" id={titleId}>
        {t('overview.byOwner')}
      </Text>
      {owners.length === 0 ? (
        <Text variant="body-small">{t('overview.noFindings')}</Text>
      ) : (
        <ul className={styles.lines}>
          {owners.map(({ owner, open, critical, high }) => (
            <CountLine
              key={owner}
              name={owner ? <EntityRef text={owner} /> : t('overview.noOwner')}
              count={open}
              greatest={greatest}
              tone={critical + high > 0 ? 'danger' : 'warning'}
              href={pathOf('findings', { owner: owner ?? 'none' })}
              label={t('overview.findingsOf', {
                count: open,
                name: owner ?? t('overview.noOwner'),
              })}
            />
          ))}
        </ul>
      )}
      {shared > 0 && (
        <Text variant="body-small" color="secondary">
          {t('overview.shared', { count: shared })}
        </Text>
      )}
    </section>
  );
}
