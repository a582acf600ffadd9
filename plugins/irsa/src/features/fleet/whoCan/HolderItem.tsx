import { type AccessHolder } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useFleetPath } from '../useFleetPath';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import type { Verdict } from '../../../shared/permissions/verdict';
import { VerdictBadge } from '../../../shared/permissions/question/VerdictBadge';
import { StatementList } from '../../../shared/policy/StatementList';
import { WithCode } from '../../../shared/ui/WithCode';
import { FleetStatusBadge } from '../cells/badges';
import { Copied, OwnersCell } from '../cells/cells';
import { fleetStatusOf } from '../serviceAccounts/fleetStatus';
import { FactList } from '../drawer/Drawer';
import drawerStyles from '../drawer/Drawer.module.css';
import styles from './WhoCan.module.css';
import { Through } from './Through';

const VERDICTS = { 'allowed-if': 'conditional', unknown: 'unknown' } as const;

/** Returns the verdict for a holder. It names the policies that allow the access, because the policies of the organization were not evaluated. */
function verdictFor({ decision, roleArn, kind }: AccessHolder): Verdict {
  if (decision !== 'allowed') return VERDICTS[decision];
  if (roleArn !== undefined) return 'allowed-by-role';
  return kind === 'user' ? 'allowed-by-user' : 'allowed-by-resource';
}

/** The name of a holder that is not a pod. A role that is in the table of roles is a link. */
function HolderName({ holder }: { holder: AccessHolder }) {
  const pathOf = useFleetPath();
  const { kind, name, roleId, through } = holder;
  return kind === 'role' && roleId !== undefined && through.length === 0 ? (
    <Link weight="bold" href={pathOf('roles', { open: roleId })}>
      {name}
    </Link>
  ) : (
    <Text as="span" weight="bold">
      {name}
    </Text>
  );
}

function Who({ holder }: { holder: AccessHolder }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const { serviceAccount } = holder;
  if (!serviceAccount) {
    return (
      <>
        <HolderName holder={holder} />
        {holder.kind === 'role' && holder.use && (
          <Text as="span" variant="body-small" color="secondary">
            {t(holder.use === 'node' ? 'access.node' : 'access.noHolder')}
          </Text>
        )}
      </>
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

function Conditions(props: { conditions: string[] }) {
  return (
    <ul className={styles.plain}>
      {props.conditions.map(condition => (
        <li key={condition}>
          <WithCode text={condition} />
        </li>
      ))}
    </ul>
  );
}

/** One holder of the access: who it is, through which steps, under which conditions, and by which statements. */
export function HolderItem({ holder }: { holder: AccessHolder }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const {
    arn,
    conditions = [],
    decidedBy,
    serviceAccount,
    unknownReason,
  } = holder;
  const owners = serviceAccount?.owners ?? [];
  return (
    <li className={styles.holder}>
      <div className={drawerStyles.row}>
        <VerdictBadge verdict={verdictFor(holder)} />
        <Who holder={holder} />
        {serviceAccount && (
          <FleetStatusBadge status={fleetStatusOf(serviceAccount)} />
        )}
      </div>
      {serviceAccount?.status === 'broken' && (
        <Text as="p" variant="body-small">
          {t('access.broken')}
        </Text>
      )}
      <FactList
        facts={[
          { name: t('access.through'), value: <Through holder={holder} /> },
          ...(arn === undefined
            ? []
            : [
                {
                  name: t('access.arn'),
                  value: <Copied text={arn} label={t('access.copyArn')} />,
                },
              ]),
          ...(owners.length > 0
            ? [
                {
                  name: t('column.owner'),
                  value: <OwnersCell owners={owners} />,
                },
              ]
            : []),
          ...(unknownReason === undefined
            ? []
            : [
                {
                  name: t('detail.reason'),
                  value: <WithCode text={unknownReason} />,
                },
              ]),
          ...(conditions.length > 0
            ? [
                {
                  name: t('answer.conditions'),
                  value: <Conditions conditions={conditions} />,
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
