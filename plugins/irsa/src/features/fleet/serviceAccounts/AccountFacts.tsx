import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { useAccountPage } from '../useAccountPage';
import { useFleetPath } from '../useFleetPath';
import { accessStatusOf } from '@backstage-irsa/core/status';
import { irsaTranslationRef } from '../../../translation';
import { CopyButton } from '../../../shared/ui/CopyButton';
import { RoleLine } from '../../../shared/serviceAccount/RoleLine';
import { StateNote } from '../../../shared/serviceAccount/StateNote';
import { StatusBadge } from '../../../shared/chain/StatusBadge';
import { EntityCell, OwnersCell } from '../cells/cells';
import styles from '../drawer/Drawer.module.css';
import { FactList } from '../drawer/Drawer';

/** The facts about an account, its owners, and the links to its component, role, and graph. */
export function AccountFacts(props: {
  account: IamServiceAccount;
  owners: readonly string[];
}) {
  const { account, owners } = props;
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const page = useAccountPage(account);
  const name = formatServiceAccountRef(account);
  const role = account.roleArn && parseRoleArn(account.roleArn);
  return (
    <>
      <div className={styles.row}>
        <StatusBadge status={accessStatusOf(account)} />
        <RoleLine account={account} />
        <CopyButton text={name} label={t('account.copyName', { name })} />
      </div>
      <StateNote account={account} />
      <FactList
        facts={[
          {
            name: t('column.component'),
            value: <EntityCell entityRef={account.entityRef} />,
          },
          {
            name: t('column.owner'),
            value: <OwnersCell owners={owners} />,
          },
        ]}
      />
      <div className={styles.row}>
        {page && (
          <ButtonLink size="small" variant="secondary" href={page}>
            {t('drawer.toComponent')}
          </ButtonLink>
        )}
        {role && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={pathOf('roles', { q: role.name, account: role.accountId })}
          >
            {t('drawer.toRole')}
          </ButtonLink>
        )}
        <ButtonLink
          size="small"
          variant="secondary"
          href={pathOf('graph', { serviceAccountId: account.id, name })}
        >
          {t('graph.link')}
        </ButtonLink>
      </div>
    </>
  );
}
