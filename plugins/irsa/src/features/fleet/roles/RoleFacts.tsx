import { roleConsoleUrl } from '@backstage-irsa/core/arn';
import {
  type FleetRole,
  type FleetRoleDetail,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { SeverityBadge } from '../cells/badges';
import { EntityCell, Nothing, OwnersCell, RoleArn } from '../cells/cells';
import styles from '../drawer/Drawer.module.css';
import { FactList } from '../drawer/Drawer';
import { useFleetPath } from '../useFleetPath';
import { LastUsed } from './useRoleTable';

/** The other tool that manages a role, with the tag as evidence. */
function Manager({ managedBy }: Pick<FleetRole, 'managedBy'>) {
  if (!managedBy) return <Nothing />;
  return (
    <>
      {managedBy.tool}{' '}
      <Text as="span" variant="body-small" color="secondary">
        ({managedBy.evidence})
      </Text>
    </>
  );
}

/** The facts about a role: its use, owners, and management, with a link to the AWS console. */
export function RoleFacts({ detail: { role } }: { detail: FleetRoleDetail }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { arn, risk } = role;
  const consoleUrl = roleConsoleUrl(arn);
  const pathOf = useFleetPath();
  return (
    <>
      <FactList
        facts={[
          {
            name: t('chain.arn'),
            value: <RoleArn arn={arn} />,
          },
          {
            name: t('column.risk'),
            value: risk ? <SeverityBadge severity={risk} /> : <Nothing />,
          },
          { name: t('column.use'), value: t(`roleUse.${role.use}`) },
          { name: t('column.lastUsed'), value: <LastUsed role={role} /> },
          {
            name: t('column.boundary'),
            value: role.boundaryArn ?? <Nothing />,
          },
          {
            name: t('column.component'),
            value: <EntityCell entityRef={role.entityRef} />,
          },
          {
            name: t('column.owner'),
            value: <OwnersCell owners={role.owners} />,
          },
          {
            name: t('column.managedBy'),
            value: <Manager managedBy={role.managedBy} />,
          },
          { name: t('column.createdAt'), value: <Ago at={role.createdAt} /> },
        ]}
      />
      <div className={styles.row}>
        <ButtonLink
          size="small"
          variant="secondary"
          href={pathOf('graph', { roleId: role.id, name: role.name })}
        >
          {t('graph.link')}
        </ButtonLink>
        {consoleUrl && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={consoleUrl}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('drawer.toConsole', { account: role.accountId })}
          </ButtonLink>
        )}
      </div>
    </>
  );
}
