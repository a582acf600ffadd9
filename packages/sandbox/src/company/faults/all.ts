import { noOidcProvider } from './01-no-oidc-provider';
import { oldIssuer } from './02-old-issuer';
import { wrongSubject } from './03-wrong-subject';
import { wildcardUnderEquals } from './04-wildcard-under-equals';
import { arnPrefixedKey } from './05-arn-prefixed-key';
import { issuerHostTypedWrong } from './06-issuer-host-typed-wrong';
import { audienceDiffers } from './07-audience-differs';
import { defaultTokenPath } from './08-default-token-path';
import { thumbprint } from './09-thumbprint';
import { keysUnreachable } from './10-keys-unreachable';
import { expiredToken } from './11-expired-token';
import { podOlderThanAnnotation } from './12-pod-older-than-annotation';
import { webhookMissing } from './13-webhook-missing';
import { mistypedAnnotation } from './14-mistyped-annotation';
import { malformedArn } from './15-malformed-arn';
import { pathLeftOut } from './16-path-left-out';
import { containerSetsRole } from './17-container-sets-role';
import { userVolume } from './18-user-volume';
import { webhookSkipped } from './19-webhook-skipped';
import { staticKeys } from './20-static-keys';
import { oldSdk } from './21-old-sdk';
import { tokenUnreadable } from './22-token-unreadable';
import { wrongPartition } from './23-wrong-partition';
import { globalSts } from './24-global-sts';
import { roleRecreated } from './25-role-recreated';
import { trustPolicyFull } from './26-trust-policy-full';
import { policiesFull } from './27-policies-full';
import { bothMechanisms } from './28-both-mechanisms';
import { podIdentityTrustWrong } from './29-pod-identity-trust';
import { clientIdMissing } from './30-client-id-missing';
import { noSubject } from './31-no-subject';
import { sessionTooLong } from './32-session-too-long';
import { otherServiceAccount } from './33-other-service-account';
import { actionNotAllowed } from './34-action-not-allowed';
import { organizationDenies } from './35-organization-denies';
import { moreConditions } from './36-more-conditions';
import { lookupRace } from './37-lookup-race';
import { associationDangling } from './38-association-dangling';
import { resourcePolicyDenies } from './39-resource-policy-denies';
import { otherProfile } from './40-other-profile';
import { tokenExpiration } from './41-token-expiration';
import { kmsKeyDenies } from './42-kms-key-denies';
import { agentBehindProxy } from './43-agent-behind-proxy';
import { webhookVersion } from './44-webhook-version';
import { agentNotReady } from './47-agent-not-ready';
import { nodeRoleDenied } from './48-node-role-denied';
import { sdkWithoutPodIdentity } from './49-sdk-without-pod-identity';
import { stsRegionInactive } from './50-sts-region-inactive';
import { dualStackIssuer } from './51-dual-stack-issuer';
import type { Fault } from './fault';

/** How each fault of the table is made, by number. */
export const plants: Fault[] = [
  noOidcProvider,
  oldIssuer,
  wrongSubject,
  wildcardUnderEquals,
  arnPrefixedKey,
  issuerHostTypedWrong,
  audienceDiffers,
  defaultTokenPath,
  thumbprint,
  keysUnreachable,
  expiredToken,
  podOlderThanAnnotation,
  webhookMissing,
  mistypedAnnotation,
  malformedArn,
  pathLeftOut,
  containerSetsRole,
  userVolume,
  webhookSkipped,
  staticKeys,
  oldSdk,
  tokenUnreadable,
  wrongPartition,
  globalSts,
  roleRecreated,
  trustPolicyFull,
  policiesFull,
  bothMechanisms,
  podIdentityTrustWrong,
  clientIdMissing,
  noSubject,
  sessionTooLong,
  otherServiceAccount,
  actionNotAllowed,
  organizationDenies,
  moreConditions,
  lookupRace,
  associationDangling,
  resourcePolicyDenies,
  otherProfile,
  tokenExpiration,
  kmsKeyDenies,
  agentBehindProxy,
  webhookVersion,
  agentNotReady,
  nodeRoleDenied,
  sdkWithoutPodIdentity,
  stsRegionInactive,
  dualStackIssuer,
];
