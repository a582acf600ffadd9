import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { IamServiceAccountSpec } from '../model/types';
import { ALLOWANCES, type Guardrails, type RulesConfig } from '../model/config';
import { checkSpecGuardrails } from '../planning/rules/guardrails/guardrails';
import { CLUSTER } from './observed';
import { specOf } from './specs';

/** Guardrails that reject nothing, with changes. */
export function guardrailsWith(change: Partial<Guardrails> = {}): Guardrails {
  return {
    allow: [...ALLOWANCES],
    permissionsBoundaries: {},
    deniedActions: [],
    deniedWildcards: { services: [], resources: [] },
    requiredTags: [],
    namePrefixes: [],
    audiences: ['sts.amazonaws.com'],
    reserved: { namespaces: [], serviceAccounts: [], roles: [], tagKeys: [] },
    ...change,
  };
}

/** The configuration with some guardrails. */
export function configWith(
  guardrails: Partial<Guardrails>,
  change: Partial<RulesConfig> = {},
): RulesConfig {
  return {
    rolePath: '/irsa/',
    clusters: [CLUSTER],
    createNamespaces: false,
    createOidcProviders: false,
    namespaceRules: [],
    guardrails: guardrailsWith(guardrails),
    ...change,
  };
}

/** The rule violations of a spec as `field rule` and as sentences, and the violations of guardrails in report-only mode. */
export async function guardrailsBroken(
  guardrails: Partial<Guardrails>,
  spec: Partial<IamServiceAccountSpec>,
  change: Partial<RulesConfig> = {},
): Promise<{ rules: string[]; messages: string[]; warnings: string[] }> {
  const { violations, warnings } = checkSpecGuardrails(specOf(spec), {
    config: configWith(guardrails, change),
    cluster: change.clusters?.[0] ?? CLUSTER,
    owner: 'group:default/team',
    catalogue: await loadCatalogue(),
  });
  return {
    rules: violations.map(({ field, rule }) => `${field} ${rule}`),
    messages: violations.map(({ message }) => message),
    warnings: warnings.map(
      ({ field, rule, message }) => `${field} ${rule}: ${message}`,
    ),
  };
}
