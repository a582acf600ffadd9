import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { FleetEmpty } from '../FleetEmpty';
import { FleetTable } from '../table/FleetTable';
import { RoleDrawer } from './RoleDrawer';
import { useRoleTable } from './useRoleTable';

/** The tab "Roles": every role that a ServiceAccount or a node can have. */
export function RolesContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const spec = useRoleTable();
  return (
    <FleetTable
      spec={spec}
      empty={<FleetEmpty text={t('table.noRoles')} />}
      drawer={({ id, onClose }) => <RoleDrawer id={id} onClose={onClose} />}
    />
  );
}
