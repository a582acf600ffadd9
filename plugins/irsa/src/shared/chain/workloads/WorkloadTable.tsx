import type { PodIdentity } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../ui/Ago';
import { CopyButton } from '../../ui/CopyButton';
import { ContainerCells } from './ContainerCells';
import styles from './WorkloadTable.module.css';

const COLUMNS = [
  'pod',
  'container',
  'configured',
  'injected',
  'credentials',
] as const;

/** Pods and their containers: meant to have the role, given it, and the credentials that an AWS SDK in them finds first. */
export function WorkloadTable({ pods }: { pods: readonly PodIdentity[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const name = t('tab.workloads');
  return (
    // A wide table scrolls, which the keyboard must be able to do too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="group" aria-label={name} tabIndex={0} className={styles.scroll}>
      <table className={styles.table} aria-label={name}>
        <thead>
          <tr>
            {COLUMNS.map(column => (
              <th key={column} scope="col">
                {t(`workloads.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {pods.map(pod => (
          <PodRows key={pod.name} pod={pod} />
        ))}
      </table>
    </div>
  );
}

function PodRows({ pod }: { pod: PodIdentity }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { name, workload, createdAt, containers } = pod;
  return (
    <tbody>
      {containers.map((container, index) => (
        <tr key={container.name}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={containers.length}>
              <div className={styles.pod}>
                {name}
                <CopyButton text={name} label={t('workloads.copy', { name })} />
              </div>
              <div className={styles.note}>
                {workload && `${workload} · `}
                {t('workloads.started', { ago: <Ago at={createdAt} /> })}
              </div>
            </th>
          )}
          <ContainerCells container={container} />
        </tr>
      ))}
    </tbody>
  );
}
