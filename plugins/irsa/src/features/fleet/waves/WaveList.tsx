import type { Wave } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { useMemo } from 'react';
import { DataTable } from '../../../shared/table/DataTable';
import { Ago } from '../../../shared/ui/Ago';
import { irsaTranslationRef } from '../../../translation';
import badgeStyles from '../cells/Badge.module.css';
import { useFleetPath } from '../useFleetPath';
import { useWaveTitle } from './useWaveTitle';
import { WaveBadge } from './WaveBadges';
import { WaveProgress } from './WaveProgress';

function WaveName({ wave }: { wave: Wave }) {
  const title = useWaveTitle();
  const path = useFleetPath();
  const { id, namespace, owner } = wave;
  return (
    <>
      <Link
        href={path('waves', { wave: id })}
        variant="body-small"
        weight="bold"
      >
        {title(wave)}
      </Link>
      {(namespace ?? owner) && (
        <div className={badgeStyles.minor}>
          {[namespace, owner].filter(Boolean).join(' · ')}
        </div>
      )}
    </>
  );
}

/** The list of waves, each with its progress. */
export function WaveList({ waves }: { waves: readonly Wave[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const title = useWaveTitle();
  const columns = useMemo(
    () => [
      {
        id: 'wave',
        title: t('wave.column.wave'),
        width: 3,
        cell: (wave: Wave) => <WaveName wave={wave} />,
      },
      {
        id: 'state',
        title: t('wave.column.state'),
        width: 1,
        cell: ({ state }: Wave) => <WaveBadge state={state} />,
      },
      {
        id: 'progress',
        title: t('wave.column.progress'),
        width: 3,
        cell: (wave: Wave) => <WaveProgress wave={wave} />,
      },
      {
        id: 'created',
        title: t('wave.column.created'),
        width: 1,
        cell: ({ createdAt }: Wave) => <Ago at={createdAt} />,
      },
    ],
    [t],
  );
  return (
    <DataTable
      name={t('wave.title')}
      columns={columns}
      rows={waves}
      nameOf={title}
    />
  );
}
