import {
  RELATION_HAS_PART,
  RELATION_OWNER_OF,
  type Entity,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink, useEntity } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type { AccessStatus, EntityAccess } from '@backstage-irsa/core/model';
import { compareStatus } from '@backstage-irsa/core/status';
import { useMemo } from 'react';
import { StatusBadge } from '../../shared/chain/StatusBadge';
import { AsyncContent } from '../../shared/ui/AsyncContent';
import { irsaTranslationRef } from '../../translation';
import { AccessCard } from '../entityCard/AccessCard';
import styles from './OwnedAccessCard.module.css';
import { useAccessOf } from './useAccessOf';

/** The maximum number of listed components that need attention, the worst first. */
const MOST_LISTED = 5;

const IS_WELL: readonly AccessStatus[] = [
  'verified',
  'checksPass',
  'provedBefore',
];

/** Returns the components that a group owns, or that are part of a system. */
const componentsOf = ({ relations = [] }: Entity) => [
  ...new Set(
    relations
      .filter(({ type }) =>
        [RELATION_OWNER_OF, RELATION_HAS_PART].includes(type),
      )
      .map(({ targetRef }) => targetRef)
      .filter(ref => ref.startsWith('component:')),
  ),
];

/** The AWS access of a group's or system's components: the number in each status, and those that need attention. */
export function OwnedAccessCard() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { entity } = useEntity();
  const entityRefs = useMemo(() => componentsOf(entity), [entity]);
  return (
    <AccessCard>
      <AsyncContent
        loaded={useAccessOf(entityRefs)}
        loading={t('card.loading')}
        failed={message => t('catalog.ownedFailed', { message })}
      >
        {access => <OwnedAccess all={access} />}
      </AsyncContent>
    </AccessCard>
  );
}

function OwnedAccess({ all }: { all: EntityAccess[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (all.length === 0) {
    return <Text color="secondary">{t('catalog.ownedNone')}</Text>;
  }
  const byStatus = Map.groupBy(all, ({ status }) => status);
  const worst = all
    .filter(({ status }) => !IS_WELL.includes(status))
    .sort((a, b) => compareStatus(a.status, b.status));
  return (
    <>
      <ul className={styles.counts} aria-label={t('catalog.ownedCounts')}>
        {[...byStatus]
          .sort(([a], [b]) => compareStatus(a, b))
          .map(([status, { length }]) => (
            <li key={status}>
              <Text weight="bold">{length}</Text>{' '}
              <StatusBadge status={status} />
            </li>
          ))}
      </ul>
      <ul className={styles.worst} aria-label={t('catalog.ownedWorst')}>
        {worst.slice(0, MOST_LISTED).map(({ entityRef, status, risk }) => (
          <li key={entityRef}>
            <EntityRefLink entityRef={entityRef} />
            <StatusBadge status={status} />
            {risk && (
              <Text variant="body-x-small" color="secondary">
                {t('catalog.risk', { severity: t(`severity.${risk}`) })}
              </Text>
            )}
          </li>
        ))}
      </ul>
      {worst.length > MOST_LISTED && (
        <Text variant="body-small" color="secondary">
          {t('catalog.ownedMore', { count: worst.length - MOST_LISTED })}
        </Text>
      )}
    </>
  );
}
