import { type AccessHolder } from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { shownStatus } from '@backstage-irsa/core/status';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useFleetPath } from '../useFleetPath';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { VerdictBadge } from '../../../shared/permissions/question/VerdictBadge';
import { StatementList } from '../../../shared/policy/StatementList';
import { WithCode } from '../../../shared/ui/WithCode';
import { FleetStatusBadge } from '../cells/badges';
import { OwnersCell, RoleArn } from '../cells/cells';
import { FactList } from '../drawer/Drawer';
import drawerStyles from '../drawer/Drawer.module.css';
import styles from './Access.module.css';

const VERDICTS = {
  allowed: 'allowed-by-role',
  'allowed-if': 'conditional',
  unknown: 'unknown',
} as const;

function Who({ holder }: { holder: AccessHolder }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const { serviceAccount } = holder;
  if (!serviceAccount) {
    return (
      <Text as="span" weight="bold">
        {t(holder.use === 'node' ? 'access.node' : 'access.noHolder')}
      </Text>
    );
  }
  return (
    <Link
      weight="bold"
      href={pathOf('service-accounts', { open: serviceAccount.id })}
    >
      {accountLabel(serviceAccount)}
    </Link>
  );
}

/** Someone who can do it: who, by which role, under which conditions, and by which statements. */
export function HolderItem({ holder }: { holder: AccessHolder }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const { roleArn, roleId, conditions = [], decidedBy } = holder;
  const role = parseRoleArn(roleArn)?.name ?? roleArn;
  const { serviceAccount } = holder;
  const owners = serviceAccount?.owners ?? [];
  return (
    <li className={styles.holder}>
      <div className={drawerStyles.row}>
        <VerdictBadge verdict={VERDICTS[holder.decision]} />
        <Who holder={holder} />
        {serviceAccount && (
          <FleetStatusBadge status={shownStatus(serviceAccount)} />
        )}
      </div>
      {serviceAccount?.status === 'broken' && (
        <Text as="p" variant="body-small">
          {t('access.broken')}
        </Text>
      )}
      <FactList
        facts={[
          {
            name: t('column.role'),
            value: (
              <RoleArn arn={roleArn}>
                <Link
                  variant="body-small"
                  href={pathOf('roles', { open: roleId })}
                >
                  {role}
                </Link>
              </RoleArn>
            ),
          },
          ...(owners.length > 0
            ? [
                {
                  name: t('column.owner'),
                  value: <OwnersCell owners={owners} />,
                },
              ]
            : []),
          ...(conditions.length > 0
            ? [
                {
                  name: t('answer.conditions'),
                  value: (
                    <ul className={styles.plain}>
                      {conditions.map(condition => (
                        <li key={condition}>
                          <WithCode text={condition} />
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
          ...(decidedBy.length > 0
            ? [
                {
                  name: t('answer.decidedBy'),
                  value: (
                    <StatementList
                      statements={decidedBy}
                      label={t('answer.decidedBy')}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
    </li>
  );
}
