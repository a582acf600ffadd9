import {
  formatServiceAccountRef,
  type Migration,
} from '@backstage-irsa/plugin-irsa-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { accountLabel } from '../../../model/accountLabel';
import { tabQuery } from '../../../model/accountQuery';
import { ACCESS_TAB_PATH } from '../../../routes';
import { irsaTranslationRef } from '../../../translation';
import { CopyButton } from '../../CopyButton';
import styles from './Migration.module.css';
import { StageBadge } from './StageBadge';

/** The name of an account, which leads to the tab of its component. */
function AccountName({ migration }: { migration: Migration }) {
  const entityRoute = useRouteRef(entityRouteRef);
  const label = accountLabel(migration);
  if (!migration.entityRef) return <>{label}</>;
  const { kind, namespace, name } = parseEntityRef(migration.entityRef);
  const page = entityRoute({
    kind: kind.toLocaleLowerCase('en-US'),
    namespace,
    name,
  });
  return (
    <Link
      href={`${page}${ACCESS_TAB_PATH}${tabQuery(migration)}`}
      variant="body-small"
      weight="bold"
    >
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
      <td className={styles.number}>{podsToRestart}</td>
    </tr>
  );
}
