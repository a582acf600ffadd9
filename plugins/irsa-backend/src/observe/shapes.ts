import { z } from 'zod';
import { UnusableAnswerError } from '../kubernetes/errors';
import type {
  AccessEntryFacts,
  ProviderFacts,
  RbacGrant,
} from '../inventory/types';
import type {
  ObservedAddon,
  ObservedAssociation,
  ObservedCluster,
  ObservedDocument,
  ObservedNamespace,
  ObservedOidcProvider,
  ObservedPod,
  ObservedPolicy,
  ObservedQuotas,
  ObservedRole,
  ObservedServiceAccount,
  ObservedWebhook,
} from './types';

/** Keeps to a shape what was made of an answer: the clients hand on whatever they are sent, and nothing behind the readers looks at types again. */
export function checked<T>(shape: z.ZodType<T>, value: T): T {
  shape.parse(value);
  return value;
}

/** Of errors of our own making over an answer, which come without a cause. */
const OVER_AN_ANSWER = new Set(['TypeError', 'RangeError', 'SyntaxError']);

/** Whether an answer came that is none: of other types than the API has, no JSON, or without an end. Network errors have a cause. */
export function isGarbled(error: unknown): boolean {
  if (error instanceof z.ZodError || error instanceof UnusableAnswerError) {
    return true;
  }
  return (
    error instanceof Error &&
    OVER_AN_ANSWER.has(error.name) &&
    error.cause === undefined
  );
}

const text = z.string();
const texts = z.array(text);
const pairs = z.record(text, text);
const count = z.number();

/** One text, such as a name. */
export const TEXT: z.ZodType<string> = text;

/** A list of names. */
export const TEXTS: z.ZodType<string[]> = texts;

export const SERVICE_ACCOUNT: z.ZodType<ObservedServiceAccount> = z.object({
  uid: text,
  annotations: pairs,
  labels: pairs,
  createdAt: text,
  annotatedAt: pairs,
});

export const NAMESPACE: z.ZodType<ObservedNamespace> = z.object({
  uid: text,
  phase: text,
});

const CONTAINER = z.object({
  name: text,
  init: z.boolean(),
  env: pairs,
  envSources: z.record(
    text,
    z.object({
      kind: z.enum(['secret', 'config-map', 'other']),
      name: text,
      key: text,
    }),
  ),
  envFrom: z.array(
    z.object({
      kind: z.enum(['secret', 'config-map']),
      name: text,
      prefix: text,
    }),
  ),
  mounts: pairs,
  security: z.object({
    runAsUser: count.optional(),
    runAsNonRoot: z.boolean().optional(),
  }),
});

export const POD: z.ZodType<ObservedPod> = z.object({
  name: text,
  workload: text.optional(),
  isControlled: z.boolean(),
  createdAt: text,
  phase: text,
  serviceAccountName: text,
  labels: pairs,
  annotations: pairs,
  hostNetwork: z.boolean(),
  os: text.optional(),
  fsGroup: count.optional(),
  containers: z.array(CONTAINER),
  volumes: z.record(
    text,
    z.enum([
      'secret',
      'config-map',
      'host-path',
      'empty-dir',
      'projected',
      'other',
    ]),
  ),
  tokenVolumes: pairs,
});

export const WEBHOOK: z.ZodType<ObservedWebhook> = z.object({
  name: text,
  entry: text,
  url: text.optional(),
  hasCaBundle: z.boolean(),
  caCertificates: z
    .array(z.object({ fingerprint: text, expiresAt: text }))
    .optional(),
});

const rules: z.ZodType<RbacGrant['rules']> = z.array(
  z.object({
    apiGroups: texts,
    resources: texts,
    verbs: texts,
    resourceNames: texts,
  }),
);

export const GRANT: z.ZodType<RbacGrant> = z.object({
  binding: text,
  namespace: text.optional(),
  subjects: z.array(
    z.object({
      kind: z.enum(['User', 'Group', 'ServiceAccount']),
      name: text,
      namespace: text.optional(),
    }),
  ),
  rules,
});

export const CLUSTER: z.ZodType<ObservedCluster> = z.object({
  arn: text,
  accountId: text,
  region: text,
  partition: text,
  issuer: text,
  endpoint: text,
  caData: text,
  version: text,
  autoMode: z.boolean(),
  autoModeNodeRoleArn: text.optional(),
});

export const ADDON: z.ZodType<ObservedAddon> = z.object({
  name: text,
  version: text,
  status: text,
});

export const ASSOCIATION: z.ZodType<ObservedAssociation> = z.object({
  arn: text,
  id: text,
  roleArn: text,
  targetRoleArn: text.optional(),
  externalId: text.optional(),
  disableSessionTags: z.boolean(),
  policy: text.optional(),
  tags: pairs.optional(),
  ownerArn: text.optional(),
  modifiedAt: text.optional(),
});

export const ACCESS_ENTRY: z.ZodType<AccessEntryFacts> = z.object({
  principalArn: text,
  username: text,
  groups: texts,
  policies: z.array(z.object({ arn: text, namespaces: texts.optional() })),
});

export const PROVIDER: z.ZodType<ObservedOidcProvider & ProviderFacts> =
  z.object({
    arn: text,
    url: text,
    clientIds: texts,
    createdAt: text.optional(),
  });

/** What is in it the parser has read. */
const document = z.custom<ObservedDocument>();

export const ROLE: z.ZodType<ObservedRole> = z.object({
  arn: text,
  id: text,
  name: text,
  path: text,
  trust: document,
  permissionsBoundaryArn: text.optional(),
  maxSessionDurationSeconds: count,
  createdAt: text,
  lastUsedAt: text.optional(),
  tags: pairs,
});

export const POLICY: z.ZodType<ObservedPolicy> = z.object({
  arn: text,
  name: text,
  path: text,
  defaultVersionId: text,
  document,
  changedAt: text.optional(),
  tags: pairs,
});

const quota = z.object({ used: count, most: count });

export const QUOTAS: z.ZodType<ObservedQuotas> = z.object({
  roles: quota,
  policies: quota,
  attachedPolicies: count,
  policySize: count,
  inlinePolicySize: count,
  trustPolicySize: count,
});
