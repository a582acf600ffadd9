import type { FleetRoleDetail } from '@backstage-irsa/plugin-irsa-common';
import type { ComponentType } from 'react';
import { RoleBecomers } from './RoleBecomers';
import { RoleBlastRadius } from './RoleBlastRadius';
import { RoleFacts } from './RoleFacts';
import { RoleFindings } from './RoleFindings';
import { RoleHolders } from './RoleHolders';

/** What each part of the drawer of a role is given. */
export interface RoleSectionProps {
  detail: FleetRoleDetail;
  /** Reads the role and the table again. */
  onChanged: () => void;
}

/** The parts of the drawer of a role, in their order. */
export const ROLE_SECTIONS: readonly {
  id: string;
  Section: ComponentType<RoleSectionProps>;
}[] = [
  { id: 'facts', Section: RoleFacts },
  { id: 'findings', Section: RoleFindings },
  { id: 'holders', Section: RoleHolders },
  { id: 'becomers', Section: RoleBecomers },
  { id: 'blast-radius', Section: RoleBlastRadius },
];
