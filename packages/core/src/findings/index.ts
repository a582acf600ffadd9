export { assess, riskOf } from './assess';
export { checksOf, isCheck, titleOfCheck } from './registry';
export { isUnknownForLong } from './status-unknown';
export type {
  AssessedFinding,
  GovernanceContext,
  NodeRoleSubject,
  Ownership,
  ProviderSubject,
  RoleHolder,
  RoleSubject,
  WorkloadSubject,
} from './types';
export { identitySourceOf } from './utils/identitySource';
export { worstRisk } from './utils/risk';
export { beyond } from './utils/extent';
export { findingId, rowId } from './utils/ids';
export { SEVERITIES, rankOf, severityOf } from './utils/severity';
export { unusedOf } from './utils/unused';
