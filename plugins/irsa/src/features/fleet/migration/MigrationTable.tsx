import {
  formatServiceAccountRef,
  type Migration,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { useMemo } from 'react';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { DataTable } from '../../../shared/table/DataTable';
import { CopyButton } from '../../../shared/ui/CopyButton';
import { irsaTranslationRef } from '../../../translation';
import { NumberCell } from '../cells/cells';
import { useAccountPage } from '../useAccountPage';
import styles from './Migration.module.css';
import { StageBadge } from './StageBadge';

/** The name of an account, which links to the tab of its component. */
function AccountName({ migration }: { migration: Migration }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const page = useAccountPage(migration);
  const label = accountLabel(migration);
  const name = formatServiceAccountRef(migration);
  return (
    <div className={styles.name}>
      {page ? (
        <Link href={page} variant="body-small" weight="bold">
          {label}
        </Link>
      ) : (
        label
      )}
      <CopyButton text={name} label={t('account.copyName', { name })} />
    </div>
  );
}

function Entity(props: { entityRef: string | null; none: string }) {
  return props.entityRef ? (
    <EntityRefLink entityRef={props.entityRef} />
  ) : (
    <>{props.none}</>
  );
}

/** One page of the fleet's accounts: the account, its component and owner, its stage, and the number of pods to restart. */
export function MigrationTable(props: {
  migrations: readonly Migration[];
  /** Whether the next page is loading. */
  isStale: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const columns = useMemo(
    () => [
      {
        id: 'account',
        title: t('migration.account'),
        width: 4,
        cell: (migration: Migration) => <AccountName migration={migration} />,
      },
      {
        id: 'component',
        title: t('migration.component'),
        width: 2,
        cell: ({ entityRef }: Migration) => (
          <Entity entityRef={entityRef} none={t('migration.noComponent')} />
        ),
      },
      {
        id: 'owner',
        title: t('migration.owner'),
        width: 2,
        cell: ({ owner }: Migration) => (
          <Entity entityRef={owner} none={t('migration.noOwner')} />
        ),
      },
      {
        id: 'stage',
        title: t('migration.stage'),
        width: 2,
        cell: ({ stage }: Migration) => <StageBadge stage={stage} />,
      },
      {
        id: 'restarts',
        title: t('migration.restarts'),
        width: 1,
        cell: ({ podsToRestart }: Migration) => (
          <NumberCell value={podsToRestart} />
        ),
      },
    ],
    [t],
  );
  return (
    <DataTable
      name={t('migration.table')}
      columns={columns}
      rows={props.migrations}
      isStale={props.isStale}
      nameOf={accountLabel}
    />
  );
}
