import type {
  ContainerIdentity,
  PodIdentity,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { useMemo } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { DataTable } from '../../table/DataTable';
import { Ago } from '../../ui/Ago';
import { CopyButton } from '../../ui/CopyButton';
import { WithCode } from '../../ui/WithCode';
import styles from './WorkloadTable.module.css';

interface ContainerRow {
  id: string;
  pod: PodIdentity;
  container: ContainerIdentity;
}

function YesNo(props: { value: boolean; isWrong?: boolean }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, isWrong = false } = props;
  const Icon = value ? RiCheckLine : RiCloseLine;
  return (
    <span className={styles.answer} data-wrong={isWrong || undefined}>
      <Icon aria-hidden size={16} />
      {t(value ? 'workloads.yes' : 'workloads.no')}
    </span>
  );
}

function PodCell({ pod }: { pod: PodIdentity }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { name, workload, createdAt } = pod;
  return (
    <>
      <div className={styles.pod}>
        {name}
        <CopyButton text={name} label={t('workloads.copy', { name })} />
      </div>
      <div className={styles.note}>
        {workload && `${workload} · `}
        {t('workloads.started', { ago: <Ago at={createdAt} /> })}
      </div>
    </>
  );
}

function useColumns() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return useMemo(
    () => [
      {
        id: 'pod',
        title: t('workloads.pod'),
        width: 3,
        cell: ({ pod }: ContainerRow) => <PodCell pod={pod} />,
      },
      {
        id: 'container',
        title: t('workloads.container'),
        width: 2,
        cell: ({ container: { name, init } }: ContainerRow) => (
          <>
            {name}
            {init && <div className={styles.note}>{t('workloads.init')}</div>}
          </>
        ),
      },
      {
        id: 'configured',
        title: t('workloads.configured'),
        width: 1,
        cell: ({ container }: ContainerRow) => (
          <YesNo value={container.configured} />
        ),
      },
      {
        id: 'injected',
        title: t('workloads.injected'),
        width: 1,
        cell: ({ container: { configured, injected } }: ContainerRow) => (
          <YesNo value={injected} isWrong={configured && !injected} />
        ),
      },
      {
        id: 'credentials',
        title: t('workloads.credentials'),
        width: 3,
        cell: ({ container: { credentials, reason } }: ContainerRow) => (
          <>
            <strong>{t(`credentials.${credentials}`)}</strong>
            <div className={styles.note}>
              <WithCode text={reason} />
            </div>
          </>
        ),
      },
    ],
    [t],
  );
}

/**
 * The containers of each pod: whether the role is configured, whether it was injected, and which credentials an AWS SDK in the container finds first.
 */
export function WorkloadTable({ pods }: { pods: readonly PodIdentity[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const columns = useColumns();
  const rows = pods.flatMap(pod =>
    pod.containers.map(container => ({
      id: `${pod.name}/${container.name}`,
      pod,
      container,
    })),
  );
  return (
    <DataTable
      name={t('tab.workloads')}
      columns={columns}
      rows={rows}
      nameOf={({ id }) => id}
    />
  );
}
