import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { EntityAccess } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { StatusBadge } from '../../shared/chain/StatusBadge';
import { Ago } from '../../shared/ui/Ago';
import { useLoaded } from '../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../translation';
import styles from './AccessCell.module.css';
import { summariesOf } from './AccessSummaries';

function Access({ access }: { access: EntityAccess }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { provedAt, risk, status } = access;
  return (
    <>
      <StatusBadge status={status} />
      <Text variant="body-x-small">
        {risk && t('catalog.risk', { severity: t(`severity.${risk}`) })}
        {risk && provedAt && ' · '}
        {provedAt && t('catalog.proved', { when: <Ago at={provedAt} /> })}
      </Text>
    </>
  );
}

/**
 * The AWS access of one entity in a table: its status, its highest risk, and the age of its proof. No text is gray, because the rows of the catalog's
 * table are lighter in the dark theme than the background that Backstage UI is designed for.
 */
export function AccessCell({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const summaries = summariesOf(useApi(irsaApiRef));
  const entityRef = stringifyEntityRef(entity);
  const load = useCallback(
    () => summaries.load(entityRef),
    [summaries, entityRef],
  );
  const { value, error } = useLoaded(load);
  const access = value ?? summaries.known(entityRef);
  const isWaiting = access === undefined && !error;
  return (
    <div className={styles.cell}>
      {access && <Access access={access} />}
      {isWaiting && <Skeleton width={96} height={20} />}
      {!access && !isWaiting && (
        <Text variant="body-small" title={error?.message}>
          {t(access === null ? 'catalog.none' : 'catalog.unread')}
        </Text>
      )}
    </div>
  );
}
