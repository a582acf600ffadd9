import {
  formatServiceAccountRef,
  type Wave,
  type WaveItemState,
} from '@backstage-irsa/core/model';
import { ITEM_STATES } from '@backstage-irsa/core/waves';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Select, Text } from '@backstage/ui';
import { useMemo } from 'react';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { DataTable } from '../../../shared/table/DataTable';
import { CopyButton } from '../../../shared/ui/CopyButton';
import { EntityRef } from '../../../shared/ui/EntityRef';
import { LoadFailure } from '../../../shared/ui/LoadFailure';
import { useUrlParameters } from '../../../shared/ui/useUrlParameters';
import { irsaTranslationRef } from '../../../translation';
import { Pager } from '../table/Pager';
import { useAccountPage } from '../useAccountPage';
import { useWaveItems, type WaveItemRow } from './useWaves';
import { ItemBadge } from './WaveBadges';
import styles from './Waves.module.css';

const ALL = 'all';

/** The name of an IAM service account, which links to the tab of its component. */
function ItemName({ item }: { item: WaveItemRow }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const page = useAccountPage(item);
  const name = formatServiceAccountRef(item);
  return (
    <span className={styles.commands}>
      {page ? (
        <Link href={page} variant="body-small" weight="bold">
          {accountLabel(item)}
        </Link>
      ) : (
        accountLabel(item)
      )}
      <CopyButton text={name} label={t('account.copyName', { name })} />
    </span>
  );
}

/** The reason for an item's state, and what to do. */
function ItemReason({ item }: { item: WaveItemRow }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { state, reason, blockers, warnings, steps } = item;
  const told = state === 'blocked' ? blockers : warnings;
  const lines = [
    ...(reason !== undefined && blockers[0]?.message !== reason
      ? [reason]
      : []),
    ...told.map(({ message, remediation }) => `${message} ${remediation}`),
    ...(state === 'pending'
      ? [t('wave.item.steps', { count: steps.length })]
      : []),
  ];
  return (
    <div className={styles.reason}>
      {lines.map(line => (
        <Text key={line} as="p" variant="body-small">
          {line}
        </Text>
      ))}
    </div>
  );
}

function useColumns() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return useMemo(
    () => [
      {
        id: 'account',
        title: t('wave.item.account'),
        width: 3,
        cell: (item: WaveItemRow) => <ItemName item={item} />,
      },
      {
        id: 'state',
        title: t('wave.item.state'),
        width: 1,
        cell: ({ state }: WaveItemRow) => <ItemBadge state={state} />,
      },
      {
        id: 'reason',
        title: t('wave.item.reason'),
        width: 4,
        cell: (item: WaveItemRow) => <ItemReason item={item} />,
      },
      {
        id: 'owner',
        title: t('wave.item.owner'),
        width: 2,
        cell: ({ owner }: WaveItemRow) =>
          owner ? <EntityRef text={owner} /> : t('wave.item.noOwner'),
      },
    ],
    [t],
  );
}

/** The items of a wave. Before the wave starts, shows the blocked items first. */
export function WaveItems({ wave }: { wave: Wave }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { counts } = wave;
  // The URL keeps the chosen state, so that a link shows the same items.
  const [params, change] = useUrlParameters();
  const chosen = params.get('state');
  const first =
    wave.state === 'ready' && counts.blocked > 0 ? 'blocked' : undefined;
  const state: WaveItemState | undefined =
    chosen === null ? first : ITEM_STATES.find(each => each === chosen);
  const columns = useColumns();
  const pages = useWaveItems(wave, state);
  const { value, last, error, reload } = pages;
  const shown = value ?? last;
  if (error) {
    return (
      <LoadFailure
        title={t('wave.itemsFailed')}
        forbidden={message => t('fleet.refused', { message })}
        missing={message => t('fleet.missing', { message })}
        error={error}
        onRetry={reload}
      />
    );
  }
  return (
    <div className={styles.part}>
      <Select
        className={styles.state}
        aria-label={t('wave.states')}
        size="small"
        options={[
          { id: ALL, label: t('wave.everyState') },
          ...ITEM_STATES.filter(each => counts[each] > 0 || each === state).map(
            each => ({
              id: each,
              label: t('filters.counted', {
                value: t(`wave.item.${each}`),
                count: counts[each],
              }),
            }),
          ),
        ]}
        value={state ?? ALL}
        onChange={key => change({ state: String(key) })}
      />
      {shown?.items.length === 0 ? (
        <Text>{t('wave.noItems')}</Text>
      ) : (
        <DataTable
          name={t('wave.items')}
          columns={columns}
          rows={shown?.items}
          nameOf={accountLabel}
        />
      )}
      <Pager pages={pages} />
    </div>
  );
}
