export { compareWithAws } from './simulation/compareWithAws';
export { askedOfOrganization } from './organization/askedOfOrganization';
export { namedResource, type NamedResource } from './resources/namedResource';
export { isPublicPolicy } from './resources/publicPolicy';
export { ownerFor, type ReadResource } from './resources/resourceSide';
export { assumableRoleArns } from './assumableRoleArns';
export { consentTo } from './resources/consent';
export { contextType } from './simulation/contextType';
export {
  CUT_OFF_POLICY,
  denyEverything,
  denyOlderSessions,
  readCutOff,
} from './cutOffPolicy';
export { DAY_MS, lastAccessedReport } from './lastUse/lastAccessed';
export { POD_IDENTITY_ACTION, nodeRoleOf } from './nodeRole';
export { isNotEvaluated, notEvaluated } from './notEvaluated';
export { permissionDocuments } from './permissionDocuments';
export {
  type RolePermissions,
  permissionsOf,
  permissionSummary,
  unreadPermissions,
} from './permissions';
export { policySetOfPods, seenFromPods, withRoleOfPods } from './podsRole';
export {
  type PolicySet,
  evaluablePolicies,
  policySetHash,
  policySetOf,
  withControls,
  withoutTrust,
} from './policySet';
export { policyRisks, withTrustRisks } from './risks';
export { sessionTagsOf } from './sessionTags';
export type { ActionUse, ServiceUse } from './lastUse/serviceUse';
export {
  type ControlsFor,
  type OrganizationControls,
  type Organizations,
  isServiceLinked,
  organizationControls,
  organizationsOf,
} from './organization/organizationControls';
export {
  type SimulatedRole,
  type SimulationKnowledge,
  requestsForAws,
  simulate,
} from './simulation/simulate';
export type { SimulatedByAws } from './simulation/simulatedByAws';
export { callContext, sessionContext } from './simulation/simulationContext';
export { trustSentences } from './trustSentences';
export { assumeConsent } from './whoCan/assumeConsent';
export { type AccessDecision, decideAccess } from './whoCan/decide';
export { type ReadPolicies, readPolicies } from './whoCan/readPolicies';
export { isReached, mayLetInByItself, reachOf } from './whoCan/reach';
export {
  type AccessPath,
  type DecidingRole,
  holdersByTrust,
  namingOf,
  permissionSetOf,
} from './whoCan/accessPaths';
export {
  ClusterPeople,
  type ReachedAccount,
  unreadAboutPeople,
} from './whoCan/clusterPeople';
export { podAccess } from './whoCan/podAccess';
export {
  type OtherLayers,
  limitationsOf,
  shortList,
} from './whoCan/limitationsOf';
export {
  type SinglePrincipals,
  singlePrincipals,
} from './whoCan/singlePrincipals';
export { type AccessQuestion, readQuestion } from './whoCan/question';
export {
  type TrustedPrincipal,
  conditionsOfComing,
  principalsByResource,
  trustedPrincipals,
  underResourceControls,
} from './whoCan/trustedPrincipals';
export { type UserPolicies, userPolicies } from './whoCan/userPolicies';
export {
  type ObservedVpcEndpoint,
  type VpcEndpoints,
  allowsAll,
  endpointService,
  endpointSideOf,
  serviceEndpoints,
} from './vpcEndpoints';
export { whyNoRole } from './whyNoRole';
