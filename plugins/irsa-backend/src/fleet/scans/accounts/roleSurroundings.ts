import type { RoleFacts } from '@backstage-irsa/core/model';
import type { GovernanceContext } from '@backstage-irsa/core/findings';
import type { IndirectSubjects } from '@backstage-irsa/core/rbac';
import type { CatalogIndex } from '@backstage-irsa/core/ownership';
import type { IrsaConfig } from '../../../config/types';
import type { FindingWriter } from '../../store/inventory/FindingStore';
import type { PageStore } from '../../store/inventory/PageStore';
import type { RoleStore } from '../../store/inventory/RoleStore';
import type { RoleRow } from '../../store/inventory/rows';
import type { ScanLease } from '../../store/inventory/ScanLease';
import type { ScannedWriter } from '../../store/inventory/ScannedRows';
import type { ObservationCache } from '../ObservationCache';
import type { PolicySetCollector } from './PolicySetCollector';
import type { ClaimSurroundings, RoleClaimant } from './roleClaims';
import type { UseReport } from './serviceUses';

/** The data that the assessment needs in addition to the roles of an account. */
export interface RoleSurroundings extends ClaimSurroundings {
  accountId: string;
  scope: string;
  /** The lease of the scan. Absent if only some roles are assessed. */
  lease?: ScanLease;
  at: string;
  config: IrsaConfig;
  context: GovernanceContext;
  index: CatalogIndex;
  /** The ServiceAccounts that name roles, by the row ID of the role. */
  claimants: Map<string, RoleClaimant[]>;
  indirectSubjects: IndirectSubjects;
  nodeRoleArns: ReadonlySet<string>;
  /** The times of proofs, by IAM service account. */
  proofs: Map<string, Date[]>;
  /** Returns the names of the unread clusters whose ServiceAccounts possibly have a role. */
  unknownHolders: (role: RoleFacts['role']) => string[];
  /** The last-accessed reports, by role ARN. */
  uses: Pick<ObservationCache<UseReport>, 'of'>;
}

/** The stores for assessed roles. */
export interface RoleStores {
  roles: Pick<RoleStore, 'recordUses' | 'changedAfter'>;
  rows: ScannedWriter<RoleRow>;
  findings: FindingWriter;
  sets: PolicySetCollector;
  pages: PageStore;
}
