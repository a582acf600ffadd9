import type { NamedPolicy } from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';
import type { InvalidPolicy, LayerReading, PolicyText } from '../model/types';
import { readDocument } from '../model/document';
import { hashPartsHex } from '../model/hash';
import { valueOf } from '../model/observation';
import type {
  Observed,
  ObservedDocument,
  ObservedRolePolicies,
} from '../model/observed';
import type { OrganizationControls } from './organization/organizationControls';
import { whyNoRole } from './whyNoRole';

/** The policy texts of a role, and which layers were read. They suffice to decide any request again. */
export interface PolicySet {
  policies: PolicyText[];
  layers: LayerReading[];
  /** The partition of the role, such as `aws-cn`; absent if unknown. The policies give no access to resources of another partition. */
  partition?: string;
}

/** The policies of a set, parsed for the evaluator. Policies with errors are left out; their layer counts as not read. */
export interface EvaluablePolicies {
  identityPolicies: NamedPolicy[];
  permissionsBoundary?: NamedPolicy;
  /** The session policy of the association through which pods get the role. */
  sessionPolicies: NamedPolicy[];
  /** The policy that decides who can assume the role, not what the role can do. */
  trustPolicy?: NamedPolicy;
}

const ORGANIZATION =
  'Organization policies are readable only from the management or a delegated account.';

/** A role, and the association through which pods get it, if any. */
type ObservedPolicies = ObservedRolePolicies &
  Partial<Pick<Observed, 'mechanism' | 'association'>>;

/** Returns the policies that an observation found, and what it could not read. */
export function policySetOf(observed: ObservedPolicies): PolicySet {
  const { policies, unread } = readIdentity(observed);
  const boundary = valueOf(observed.permissionsBoundary);
  const boundaryText = boundary && {
    ...textOf(boundary.name, boundary.document),
    arn: boundary.arn,
    kind: 'permissions-boundary' as const,
  };
  const sessionText = sessionTextOf(observed);
  const { arn = '', trust } = valueOf(observed.role) ?? {};
  const partition = parseArn(arn)?.partition;
  const trustText = trust && {
    ...textOf('Trust policy', trust),
    kind: 'trust' as const,
  };
  return {
    policies: [...policies, boundaryText, sessionText, trustText].filter(
      policy => policy !== undefined,
    ),
    layers: [
      observed.role.state === 'absent'
        ? {
            layer: 'identity',
            state: 'absent',
            reason: whyNoRole('The ServiceAccount', observed),
          }
        : readingOf('identity', unread),
      boundaryReading(observed, boundaryText),
      ...(sessionText ? [readingOf('session', brokenness(sessionText))] : []),
      { layer: 'service-control', state: 'not-read', reason: ORGANIZATION },
      { layer: 'resource-control', state: 'not-read', reason: ORGANIZATION },
    ],
    ...(partition !== undefined && { partition }),
  };
}

/**
 * Returns the session policy of the association, which restricts what pods get. If there is a target role, the policy applies only to that role.
 *
 * Source: "PodIdentityAssociation", Amazon EKS API Reference.
 */
function sessionTextOf({
  mechanism,
  association,
  role,
}: ObservedPolicies): PolicyText | undefined {
  const {
    policy,
    roleArn,
    targetRoleArn = roleArn,
  } = (association && valueOf(association)) ?? {};
  return mechanism !== 'irsa' &&
    policy !== undefined &&
    valueOf(role)?.arn === targetRoleArn
    ? {
        ...textOf('Session policy', readDocument(policy, 'session')),
        kind: 'session',
      }
    : undefined;
}

/** Returns the set with the readings of the organization's policies. */
export function withControls(
  set: PolicySet,
  { layers }: OrganizationControls,
): PolicySet {
  return {
    ...set,
    layers: set.layers.map(
      reading => layers.find(({ layer }) => layer === reading.layer) ?? reading,
    ),
  };
}

/** Returns the set without the trust policy, so that roles with the same permission policies have equal sets. */
export function withoutTrust(set: PolicySet): PolicySet {
  const policies = set.policies.filter(({ kind }) => kind !== 'trust');
  return { ...set, policies };
}

/** Returns a hash that is equal for sets with equal policies, readings, and partitions. */
export function policySetHash({
  policies,
  layers,
  partition,
}: PolicySet): string {
  return hashPartsHex([
    ...policies.flatMap(({ kind, name, arn = '', document }) => [
      kind,
      name,
      arn,
      document,
    ]),
    ...layers.flatMap(({ layer, state, reason = '' }) => [
      layer,
      state,
      reason,
    ]),
    ...(partition === undefined ? [] : [partition]),
  ]);
}

function read({ kind, document }: PolicyText) {
  return readDocument(
    document,
    kind === 'trust' || kind === 'session' ? kind : 'identity',
  );
}

/** Parses the documents of a set. `invalidPoliciesOf` returns those that are left out. */
export function evaluablePolicies({ policies }: PolicySet): EvaluablePolicies {
  const named = policies.flatMap(policy => {
    const { kind, name, arn } = policy;
    const { document } = read(policy);
    return document ? [{ kind, name: arn ?? name, document }] : [];
  });
  return {
    identityPolicies: named.filter(
      ({ kind }) => kind === 'managed' || kind === 'inline',
    ),
    permissionsBoundary: named.find(
      ({ kind }) => kind === 'permissions-boundary',
    ),
    sessionPolicies: named.filter(({ kind }) => kind === 'session'),
    trustPolicy: named.find(({ kind }) => kind === 'trust'),
  };
}

const LAYERS = {
  managed: 'identity',
  inline: 'identity',
  'permissions-boundary': 'permissions-boundary',
  session: 'session',
} as const;

/** Returns the documents of a set that could not be parsed, without the trust policy, which grants nothing to the role. */
export function invalidPoliciesOf({ policies }: PolicySet): InvalidPolicy[] {
  return policies.flatMap(policy => {
    const { kind, name: title } = policy;
    if (kind === 'trust') return [];
    const {
      errors: [error],
    } = read(policy);
    if (!error) return [];
    const { path, reason } = error;
    return [{ layer: LAYERS[kind], policy: title, path, reason }];
  });
}

function readIdentity({
  attachedPolicies,
  inlinePolicies,
}: ObservedRolePolicies): {
  policies: PolicyText[];
  unread: string[];
} {
  const unread: string[] = [];
  const policies: PolicyText[] = [];
  if (attachedPolicies.state === 'unknown')
    unread.push(attachedPolicies.reason);
  for (const policy of valueOf(attachedPolicies) ?? []) {
    if (policy.state === 'unknown') unread.push(policy.reason);
    if (policy.state !== 'found') continue;
    const { arn, name, document } = policy.value;
    policies.push({ ...textOf(name, document), arn, kind: 'managed' });
  }
  if (inlinePolicies.state === 'unknown') unread.push(inlinePolicies.reason);
  for (const { name, document } of valueOf(inlinePolicies) ?? []) {
    policies.push({ ...textOf(name, document), kind: 'inline' });
  }
  return { policies, unread: [...unread, ...policies.flatMap(brokenness)] };
}

function boundaryReading(
  { permissionsBoundary }: ObservedRolePolicies,
  text: PolicyText | undefined,
): LayerReading {
  const layer = 'permissions-boundary';
  if (permissionsBoundary.state === 'absent') return { layer, state: 'absent' };
  return readingOf(
    layer,
    permissionsBoundary.state === 'unknown'
      ? [permissionsBoundary.reason]
      : brokenness(text),
  );
}

function readingOf(
  layer: LayerReading['layer'],
  unread: string[],
): LayerReading {
  const reasons = [...new Set(unread)];
  return reasons.length === 0
    ? { layer, state: 'read' }
    : { layer, state: 'not-read', reason: reasons.join(' ') };
}

function textOf(name: string, { text, errors }: ObservedDocument) {
  return { name, document: text, errors };
}

function brokenness(policy: PolicyText | undefined): string[] {
  const error = policy?.errors[0];
  return policy && error
    ? [`Policy ${policy.name} is not a valid document: ${error.reason}`]
    : [];
}
