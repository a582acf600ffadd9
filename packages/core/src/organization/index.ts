export {
  accountOrganizations,
  noOrganization,
  unreadOrganization,
} from './accountOrganization';
export type {
  AccountOrganization,
  AttachedPolicy,
  CurrentOrganization,
  OrganizationLayer,
  OrganizationLevel,
  OrganizationPolicy,
  OrganizationPolicyKind,
  OrganizationReader,
  OrganizationReading,
  OrganizationSnapshot,
  OrganizationTarget,
} from './types';
