import { allowances } from './allowances';
import { assumableRoles } from './assumableRoles';
import { audiences } from './audiences';
import { deniedActions } from './deniedActions';
import { deniedWildcards } from './deniedWildcards';
import { managedPolicies } from './managedPolicies';
import { maximumPermissions } from './maximumPermissions';
import { namePrefixes } from './namePrefixes';
import { permissionsBoundaries } from './permissionsBoundaries';
import { ranges } from './ranges';
import { requiredTags } from './requiredTags';
import { reserved } from './reserved';
import type { PolicyGuardrail, RequestGuardrail } from './types';

/** The request guardrails that can be in report-only mode, because each of them only restricts. */
export const requestLimits: readonly RequestGuardrail[] = [
  namePrefixes,
  managedPolicies,
  requiredTags,
  ranges,
];

/** All request guardrails. To add one, add a file and list it here. */
export const requestGuardrails: readonly RequestGuardrail[] = [
  reserved,
  allowances,
  permissionsBoundaries,
  ...requestLimits,
  assumableRoles,
  audiences,
];

/** The guardrails on policies: grants, inline documents, and managed policies. All can be in report-only mode. To add one, list its file here. */
export const policyGuardrails: readonly PolicyGuardrail[] = [
  deniedActions,
  deniedWildcards,
  maximumPermissions,
];
