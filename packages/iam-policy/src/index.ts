/**
 * Evaluates AWS IAM policies: parses documents, decides single requests, and summarizes the permissions of a principal.
 *
 * @packageDocumentation
 */
export * from './document/types';
export * from './evaluate/types';
export * from './summary/types';
export * from './effective/types';
export * from './risks/types';
export * from './compare/types';
export { decodePolicy } from './document/decode';
export { joinDocuments } from './document/join';
export { parsePolicy, type ParsedPolicy } from './document/parse';
export { allowedResources } from './evaluate/allowed-resources';
export { evaluate } from './evaluate/evaluate';
export { resourceControlsApply } from './evaluate/resource-control-services';
export {
  evaluateTrust,
  type TrustPrincipal,
  type TrustRequest,
} from './evaluate/trust';
export type { WorkBudget } from './match/budget';
export { matchPattern } from './match/pattern';
export { variablesIn } from './match/template';
export { describeCondition } from './conditions/describe';
export { effectivePermissions } from './effective/effective';
export { inPartition } from './summary/in-partition';
export { summarizePermissions } from './summary/summarize';
export { findRisks } from './risks';
export { ExpandedPolicies } from './compare/expanded-policies';
export { excessOf } from './compare/excess';
