import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { FleetEmpty } from '../FleetEmpty';
import { FleetTable } from '../table/FleetTable';
import { NodeRoleDrawer } from './NodeRoleDrawer';
import { useNodeRoleTable } from './useNodeRoleTable';

/** The tab "Node roles": the permissions beyond what nodes need, and the number of workloads that can depend on them. */
export function NodeRolesContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const spec = useNodeRoleTable();
  return (
    <FleetTable
      spec={spec}
      empty={<FleetEmpty text={t('table.noNodeRoles')} />}
      drawer={({ id, onClose }) => <NodeRoleDrawer id={id} onClose={onClose} />}
    />
  );
}
