import { check as agentProxy } from './agent-proxy';
import { check as association } from './association';
import { check as assumedRoles } from './assumed-roles';
import { check as audience } from './audience';
import { check as awsProfile } from './aws-profile';
import { check as bucketEncryption } from './bucket-encryption';
import { check as clusterReachable } from './cluster-reachable';
import { check as cutOff } from './cut-off';
import { check as encryptionKeys } from './encryption-keys';
import { check as grants } from './grants';
import { check as liveProof } from './live-proof';
import { check as nodeRole } from './node-role';
import { check as oidcProviderExists } from './oidc-provider-exists';
import { check as organizationPolicies } from './organization-policies';
import { check as permissions } from './permissions';
import { check as podIdentityAgent } from './pod-identity-agent';
import { check as podIdentityInjected } from './pod-identity-injected';
import { check as podIdentityTrust } from './pod-identity-trust';
import { check as podsInjected } from './pods-injected';
import { check as podsUseServiceAccount } from './pods-use-service-account';
import { check as resourcePolicies } from './resource-policies';
import { check as roleAnnotation } from './role-annotation';
import { check as roleExists } from './role-exists';
import { check as roleQuotas } from './role-quotas';
import { check as serviceAccountExists } from './service-account-exists';
import { check as singleMechanism } from './single-mechanism';
import { check as staticKeys } from './static-keys';
import { check as stsEndpoint } from './sts-endpoint';
import { check as targetRole } from './target-role';
import { check as tokenExpiration } from './token-expiration';
import { check as tokenReadable } from './token-readable';
import { check as trustPolicy } from './trust-policy';
import { check as trustScope } from './trust-scope';
import { check as webhook } from './webhook';
import type { Check } from './types';

/** Every check. A check comes after the checks that it needs. */
export const checks: readonly Check[] = [
  clusterReachable,
  serviceAccountExists,
  roleAnnotation,
  singleMechanism,
  association,
  podsUseServiceAccount,
  tokenExpiration,
  stsEndpoint,
  webhook,
  podsInjected,
  podIdentityAgent,
  nodeRole,
  podIdentityInjected,
  agentProxy,
  tokenReadable,
  staticKeys,
  awsProfile,
  oidcProviderExists,
  audience,
  roleExists,
  cutOff,
  roleQuotas,
  trustPolicy,
  podIdentityTrust,
  trustScope,
  liveProof,
  targetRole,
  permissions,
  grants,
  resourcePolicies,
  bucketEncryption,
  encryptionKeys,
  assumedRoles,
  organizationPolicies,
];
