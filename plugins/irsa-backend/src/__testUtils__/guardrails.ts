import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { IamServiceAccountSpec } from '@backstage-irsa/plugin-irsa-common';
import { readLimits } from '../config/limits';
import { readNotifications } from '../config/notifications';
import { type IrsaConfig } from '../config/types';
import { ALLOWANCES, type Guardrails } from '../config/model';
import { checkSpecGuardrails } from '../guardrails/guardrails';
import { CLUSTER } from './observed';
import { specOf } from './specs';

/** Guardrails that refuse nothing, some of them set. */
export function guardrailsWith(change: Partial<Guardrails> = {}): Guardrails {
  return {
    allow: [...ALLOWANCES],
    permissionsBoundaries: {},
    deniedActions: [],
    deniedWildcards: { services: [], resources: [] },
    requiredTags: [],
    namePrefixes: [],
    audiences: ['sts.amazonaws.com'],
    reserved: { namespaces: [], serviceAccounts: [], roles: [] },
    ...change,
  };
}

/** The configuration with some guardrails. */
export function configWith(
  guardrails: Partial<Guardrails>,
  change: Partial<IrsaConfig> = {},
): IrsaConfig {
  return {
    rolePath: '/irsa/',
    clusters: [CLUSTER],
    createNamespaces: false,
    createOidcProviders: false,
    namespaceRules: [],
    administrators: [],
    acceptanceGroups: [],
    guardrails: guardrailsWith(guardrails),
    limits: readLimits(undefined),
    liveProof: { enabled: true, maxPerMinute: 1 },
    sweeps: {
      enabled: false,
      frequencyMs: 60_000,
      timeoutMs: 60_000,
      historyDays: 90,
    },
    unusedAfterDays: 90,
    audit: { retentionDays: 400, readerGroups: [] },
    fleet: {},
    notifications: readNotifications(undefined),
    timeouts: { awsMs: 1, kubernetesMs: 1 },
    ...change,
  };
}

/** What a spec breaks, as `field rule`, and in sentences. */
export async function guardrailsBroken(
  guardrails: Partial<Guardrails>,
  spec: Partial<IamServiceAccountSpec>,
  change: Partial<IrsaConfig> = {},
): Promise<{ rules: string[]; messages: string[] }> {
  const violations = checkSpecGuardrails(specOf(spec), {
    config: configWith(guardrails, change),
    cluster: change.clusters?.[0] ?? CLUSTER,
    owner: 'group:default/team',
    catalogue: await loadCatalogue(),
  });
  return {
    rules: violations.map(({ field, rule }) => `${field} ${rule}`),
    messages: violations.map(({ message }) => message),
  };
}
