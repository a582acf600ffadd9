import type {
  IdentitySource,
  Finding,
  Mechanism,
  RoleUse,
  Severity,
  SubjectKind,
  VerificationStatus,
} from '@backstage-irsa/core/model';

/** The severities of findings, the worst first. */
export const SEVERITIES: readonly Severity[] = [
  'critical',
  'high',
  'medium',
  'low',
];

/** The verification statuses, the worst first. */
export const STATUSES: readonly VerificationStatus[] = [
  'broken',
  'unknown',
  'degraded',
  'verified',
];

export const MECHANISMS: readonly Mechanism[] = ['irsa', 'pod-identity'];

/** The sources of a workload's AWS identity, from its own role to an unknown source. */
export const IDENTITY_SOURCES: readonly IdentitySource[] = [
  'service-account-role',
  'node-role',
  'static-keys',
  'none',
  'unknown',
];

export const FINDING_STATES: readonly Finding['state'][] = [
  'open',
  'accepted',
  'resolved',
];

export const ROLE_USES: readonly RoleUse[] = [
  'service-account',
  'node',
  'trust-only',
];

export const SUBJECT_KINDS: readonly SubjectKind[] = [
  'service-account',
  'role',
  'oidc-provider',
  'node-role',
  'workload',
  'cluster',
];
