import {
  formatServiceAccountRef,
  type Migration,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { useAccountPage } from '../useAccountPage';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { CopyButton } from '../../../shared/ui/CopyButton';
import { NumberCell } from '../cells/cells';
import styles from './Migration.module.css';
import { StageBadge } from './StageBadge';

/** The name of an account, which leads to the tab of its component. */
function AccountName({ migration }: { migration: Migration }) {
  const page = useAccountPage(migration);
  const label = accountLabel(migration);
  if (!page) return <>{label}</>;
  return (
    <Link href={page} variant="body-small" weight="bold">
      {label}
    </Link>
  );
}

function Entity(props: { entityRef: string | null; none: string }) {
  return props.entityRef ? (
    <EntityRefLink entityRef={props.entityRef} />
  ) : (
    <span className={styles.none}>{props.none}</span>
  );
}

/** One account of the fleet: which, whose, how far, and the pods that must start again. */
export function MigrationRow({ migration }: { migration: Migration }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { entityRef, owner, stage, podsToRestart } = migration;
  const name = formatServiceAccountRef(migration);
  return (
    <tr>
      <th scope="row">
        <div className={styles.name}>
          <AccountName migration={migration} />
          <CopyButton text={name} label={t('account.copyName', { name })} />
        </div>
      </th>
      <td>
        <Entity entityRef={entityRef} none={t('migration.noComponent')} />
      </td>
      <td>
        <Entity entityRef={owner} none={t('migration.noOwner')} />
      </td>
      <td>
        <StageBadge stage={stage} />
      </td>
      <td>
        <NumberCell value={podsToRestart} />
      </td>
    </tr>
  );
}
