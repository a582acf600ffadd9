export {
  type Consent,
  adoptionOf,
  consentsOf,
  isAdopted,
  replacedRecords,
} from './ownership/adoption';
export { ADOPT_KEY, consentOf } from './ownership/adoptionConsent';
export { deletionLimits } from './deletion/deletable';
export { planDeletion, roleServesOthers } from './deletion/deletion';
export { type PlanFacts, planContext } from './context';
export { formerProvider } from './deletion/formerProvider';
export { type DesireInput, plannedEntry } from './desired';
export { type PlannedNames, plannedNames, plannedObjects } from './names';
export { type Desired } from './types';
export type { Left } from './deletion/leaving';
export { unshownRecords } from './deletion/unshown';
export { hasLosses, lossesOf } from './permissions/losses';
export {
  NOT_ASSOCIATED,
  NOT_FOR_CHECKS,
  NOT_FOR_PLANS,
  NOT_LIMITED,
  type PlannedObjects,
} from './observePlanned';
export type {
  ObservedForDeletion,
  ObservedRoleForDeletion,
} from './deletion/observedForDeletion';
export {
  type Holder,
  type OwnershipRecords,
  adoptionRecord,
  usedConsent,
} from './ownership/ownershipRecords';
export { policiesAfter } from './permissions/after';
export { policiesBefore } from './permissions/before';
export {
  plannedPermissions,
  plannedRisks,
} from './permissions/plannedPermissions';
export { plan } from './plan';
export {
  associationRecord,
  deletedBy,
  endedBy,
  isDetail,
  isRecreated,
  newerRecords,
  recordedArns,
  recordsOf,
  uidRecord,
  uidRecords,
  wantedRecords,
} from './ownership/records';
export { allowances } from './rules/guardrails/allowances';
export { assumableRoles } from './rules/guardrails/assumableRoles';
export { audiences } from './rules/guardrails/audiences';
export { DEFAULT_DENIED_ACTIONS } from './rules/guardrails/defaultDeniedActions';
export { deniedActions } from './rules/guardrails/deniedActions';
export { deniedWildcards } from './rules/guardrails/deniedWildcards';
export {
  checkReadPolicies,
  checkSpecGuardrails,
} from './rules/guardrails/guardrails';
export { managedPolicies } from './rules/guardrails/managedPolicies';
export { maximumPermissions } from './rules/guardrails/maximumPermissions';
export { namePrefixes } from './rules/guardrails/namePrefixes';
export { permissionsBoundaries } from './rules/guardrails/permissionsBoundaries';
export { ranges } from './rules/guardrails/ranges';
export { requiredTags } from './rules/guardrails/requiredTags';
export { reserved } from './rules/guardrails/reserved';
export type {
  BrokenGuardrails,
  PolicyGuardrail,
  RequestGuardrail,
} from './rules/guardrails/types';
export { concernsOthers } from './rules/concernsOthers';
export { checkManagedElsewhere } from './rules/managedElsewhere';
export { checkHandOver } from './rules/handOver';
export { checkMove } from './rules/mechanismRules';
export { otherTool } from './rules/otherTools';
export type { OwnershipContext } from './rules/ownershipContext';
export { preflight } from './rules/preflight';
export { requireReadable } from './rules/requireReadable';
export {
  checkRecovery,
  recoveredRecords,
  recoveredSpec,
} from './ownership/recovery';
export { returnedRecord, isReturnedRecord } from './ownership/returned';
export { checkSimulationRequests } from './rules/simulationRules';
export { checkAgainstConfig } from './rules/specRules';
export { checkWriting, writingIn } from './rules/writing';
export {
  approvalRulesOf,
  asksForRisks,
  broughtBy,
  changesTags,
  clustersGiven,
  letsIn,
  opensWay,
} from './approvalRules';
export { createdRecord } from './objects/inlinePolicy';
export { trustAfter } from './objects/role';
export { sameDocument } from './sameDocument';
export { accountOf, accountsOf, objectOf } from './stepAccount';
export { toPlanStep } from './types';
export {
  broadStatements,
  mergedTrust,
  servesOthers,
  trustWithout,
} from './trust/trust';
export { trustEntryOf } from './trust/trustEntry';
export type { AssociationEffect, Effect, Pairs, PlannedStep } from './types';
export { type PlannedAccess, gainsAccess } from './permissions/accessGain';
export { isReduction } from './permissions/reduction';
export { resourcesOf } from './rules/resources/resourceRules';
export {
  type PlannedRoleUse,
  checkObservedResources,
  plannedRoleUse,
} from './rules/resources/roleResources';
export {
  type RecordedSpec,
  type SpecPlace,
  checkSpecResources,
} from './rules/resources/specResources';
