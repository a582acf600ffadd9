import type { Finding } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { Section } from '../../../shared/ui/Section';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import styles from '../drawer/Drawer.module.css';
import { FleetFailure } from '../FleetFailure';
import { useFleetPath } from '../useFleetPath';

const MOST = 20;

/** The workloads that use the subject of a finding, with their pods. For roles and IAM service accounts only. */
export function FindingWorkloads({ subject }: Pick<Finding, 'subject'>) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const pathOf = useFleetPath();
  const { kind, id } = subject;
  const load = useCallback(
    () =>
      irsaApi.listFleetWorkloads({
        ...(kind === 'role' ? { roleId: id } : { serviceAccountId: id }),
        limit: MOST,
      }),
    [irsaApi, kind, id],
  );
  const { value, error, reload } = useLoaded(load);
  const more = value ? value.total - value.items.length : 0;
  return (
    <Section title={t('findings.workloads')}>
      {error && (
        <FleetFailure
          what={t('table.workloads')}
          error={error}
          onRetry={reload}
        />
      )}
      {!value && !error && <Skeleton height={48} />}
      {value?.total === 0 && (
        <Text as="p" variant="body-small">
          {t('findings.noWorkloads')}
        </Text>
      )}
      <ul className={styles.reasons}>
        {value?.items.map(workload => (
          <li key={workload.id}>
            <Link href={pathOf('workloads', { open: workload.id })}>
              {`${workload.cluster}/${workload.namespace}/${workload.name}`}
            </Link>
            {` · ${t('findings.pods', { count: workload.pods })}`}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Text as="p" variant="body-small">
          {t('findings.moreWorkloads', { count: more })}
        </Text>
      )}
    </Section>
  );
}
