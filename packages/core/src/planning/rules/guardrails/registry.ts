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

/** Guardrails on the request that may be in report-only: without one, more passes. */
export const requestLimits: readonly RequestGuardrail[] = [
  namePrefixes,
  managedPolicies,
  requiredTags,
  ranges,
];

/** Guardrails on the request. Adding one is adding a file. */
export const requestGuardrails: readonly RequestGuardrail[] = [
  reserved,
  allowances,
  permissionsBoundaries,
  ...requestLimits,
  assumableRoles,
  audiences,
];

/** Guardrails on what policies grant, all of which may be in report-only: grants, the inline document and managed policies alike. Adding one is adding a file. */
export const policyGuardrails: readonly PolicyGuardrail[] = [
  deniedActions,
  deniedWildcards,
  maximumPermissions,
];
