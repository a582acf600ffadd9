import {
  existingOf,
  noRole,
  type ClusterConfig,
  type ClusterFacts,
  absent,
  found,
  valueOf,
  type Observation,
  type Observed,
  type ObservedBucket,
  type ObservedDocument,
  type ObservedEncryption,
  type ObservedNamespace,
  type ObservedPod,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import { accountIdOf } from '@backstage-irsa/core/arn';
import { grantId } from '@backstage-irsa/core/grants';
import type { CurrentOrganization } from '@backstage-irsa/core/organization';
import { assumedRoleArns } from '../../../observe/assumedRoles';
import { namedBuckets } from '../../../observe/buckets';
import { organizationsAsked } from '../../../observe/organizationsAsked';
import { grantedResources } from '../../../observe/resources';
import {
  permissionDocuments,
  nodeRoleOf,
} from '@backstage-irsa/core/permissions';
import { NOT_FOR_CHECKS } from '@backstage-irsa/core/planning';
import { similarPodsAmong } from '../../../observe/similarPods';
import { mechanismOf } from '../../../observe/roles';
import { onceFor } from '../../../lib/onceFor';
import type { Reading } from '../../store/inventory/ObservationStore';
import type { AccountLookup, KnownPolicies } from './AccountLookup';
import { rolesOf, type Subject } from './subjects';

/** The data that all IAM service accounts of a cluster share. */
export interface ClusterSurroundings {
  config: ClusterConfig;
  facts: ClusterFacts;
  namespaces: Observation<Map<string, ObservedNamespace>>;
  organization: CurrentOrganization;
  otherIssuers: Observed['otherIssuers'];
  book: AccountLookup;
  bucketPolicy(accountId: string, name: string): Reading<ObservedDocument>;
  /** Returns the encryption of a resource, by its `grantId`. */
  encryption(accountId: string, id: string): Reading<ObservedEncryption>;
}

/** The roles that pods get, and the accounts of these roles. Independent of the pods. */
export interface SubjectRoles {
  /** The role that the annotation or association names. */
  own: KnownPolicies;
  /** The target role of the association. */
  target?: KnownPolicies;
  /** The role that pods get instead, because the association takes precedence over the annotation. */
  overriding?: KnownPolicies;
  accountId: string;
  /** The account of the role that pods get in the end. */
  podsAccountId: string;
}

/** Returns the roles of an IAM service account, as account scans know them. */
export function subjectRoles(
  subject: Subject,
  { config, book }: Pick<ClusterSurroundings, 'config' | 'book'>,
): SubjectRoles {
  const { role, target, overriding } = rolesOf(subject);
  const { targetRoleArn } = valueOf(subject.association) ?? {};
  const accountId = role?.accountId ?? config.accountId;
  const none = noRole(subject.serviceAccount);
  return {
    own: role
      ? book.role(role)
      : { policies: none, mark: none, readAt: subject.readAt },
    ...(target &&
      targetRoleArn !== undefined && { target: book.roleOf(targetRoleArn) }),
    ...(overriding && { overriding: book.role(overriding) }),
    accountId,
    podsAccountId: target?.accountId ?? accountId,
  };
}

/** Returns the buckets that policies name. Computes them once for each role, because several ServiceAccounts can share it. */
const bucketsOf = onceFor((policies: ObservedRolePolicies) =>
  namedBuckets(permissionDocuments(policies)),
);

/**
 * What the role of pods and the grants name: buckets, roles, and by `grantId` the granted resources. `encrypted` contains all that a key can encrypt:
 * the buckets and the granted resources.
 */
interface Named {
  buckets: string[];
  granted: string[];
  encrypted: string[];
  roles: string[];
}

export function reachOf(
  subject: Subject,
  { own, target }: SubjectRoles,
): Named {
  const { policies } = target ?? own;
  const buckets = bucketsOf(policies);
  const granted = [...grantedResources(subject.before?.grants ?? []).keys()];
  return {
    ...{ buckets, granted },
    encrypted: [...new Set([...buckets.map(bucketId), ...granted])],
    roles: assumedRoleArns({
      grants: subject.before?.grants ?? [],
      policies,
      targetRoleArn: rolesOf(subject).target
        ? valueOf(subject.association)?.targetRoleArn
        : undefined,
    }),
  };
}

function bucketId(resource: string): string {
  return grantId({ service: 's3', resource });
}

/** Returns what was read of the named buckets and granted resources. */
function resourcesOf(
  { buckets, granted, encrypted }: Named,
  { podsAccountId }: SubjectRoles,
  around: ClusterSurroundings,
): {
  buckets: ObservedBucket[];
  granted: Observed['resources'];
  readings: Reading<unknown>[];
} {
  const policies = buckets.map(name =>
    around.bucketPolicy(podsAccountId, name),
  );
  const encryptions = new Map(
    encrypted.map(id => [id, around.encryption(podsAccountId, id)]),
  );
  const encryptionOf = (id: string) =>
    encryptions.get(id)?.answer ?? absent<never>();
  return {
    buckets: buckets.map((name, index) => ({
      name,
      policy: policies[index].answer,
      encryption: encryptionOf(bucketId(name)),
    })),
    granted: granted.map(id => ({ id, encryption: encryptionOf(id) })),
    readings: [...policies, ...encryptions.values()],
  };
}

/** The observation of one IAM service account by a scan. */
export interface SeenSubject {
  observed: Observed;
  marks: unknown[];
  /** When the oldest part was read: other scans read the roles. ISO 8601. */
  readAt: string;
}

/** Builds the same observation as a single read, but from bulk reads. `pods` are the pods of the namespace. */
export function observeSubject(
  subject: Subject,
  around: ClusterSurroundings,
  options: { at: string; pods: Observation<ObservedPod[]> },
): SeenSubject {
  const { ref, serviceAccount, association, before } = subject;
  const { config, facts, book } = around;
  const roles = subjectRoles(subject, around);
  const existing = existingOf(before?.spec, config);
  const named = reachOf(subject, roles);
  const resources = resourcesOf(named, roles, around);
  const provider = book.provider(roles.accountId);
  const assumed = named.roles.map(arn => book.assumed(arn));
  const observed: Observed = {
    ref,
    config,
    at: options.at,
    mechanism: mechanismOf(
      serviceAccount,
      association,
      before?.spec?.mechanism,
    ),
    association,
    known: before?.known ?? {},
    grants: before?.grants ?? [],
    ...(before?.delivery && { delivery: before.delivery }),
    ...(existing && { existing }),
    cluster: facts.cluster,
    oidcProvider: provider.answer,
    otherIssuers: around.otherIssuers,
    ...roles.own.policies,
    ...(roles.target && { target: roles.target.policies }),
    ...(roles.overriding && { overriding: roles.overriding.policies }),
    buckets: found(resources.buckets),
    resources: resources.granted,
    permits: absent(),
    organizations: organizationsAsked(
      around.organization,
      (roles.target ?? roles.own).policies,
      { accountId: roles.podsAccountId, region: config.region },
      [roles.accountId, ...named.roles.map(accountIdOf)],
    ),
    assumedRoles: found(
      named.roles.map((arn, index) => ({ arn, role: assumed[index].answer })),
    ),
    podIdentityAgent: agentOf(subject, facts),
    ...nodeRolesOf(subject, around),
    quotas: book.quotas(roles.accountId),
    namespace: namespaceOf(ref.namespace, around.namespaces),
    serviceAccount,
    ...NOT_FOR_CHECKS,
    ...podsOf(ref.name, options.pods),
    webhook: facts.webhook,
  };
  const readings = [roles.own, provider, ...resources.readings, ...assumed];
  if (roles.target) readings.push(roles.target);
  if (roles.overriding) readings.push(roles.overriding);
  return {
    observed,
    marks: [roles.own.mark, roles.target?.mark, roles.overriding?.mark],
    readAt: readings
      .map(({ readAt }) => readAt)
      .reduce((a, b) => (a < b ? a : b), subject.readAt),
  };
}

function agentOf(
  { association }: Subject,
  { podIdentityAgent }: ClusterFacts,
): Observed['podIdentityAgent'] {
  if (association.state === 'unknown') return association;
  return association.state === 'absent' ? absent() : podIdentityAgent;
}

/** Returns the node roles that a single observation knows: those of managed node groups and of Auto Mode. */
function nodeRolesOf(
  { association }: Subject,
  { facts: { cluster, nodeGroups }, book }: ClusterSurroundings,
): Pick<Observed, 'nodeRoles'> {
  if (association.state !== 'found') return {};
  if (cluster.state !== 'found') return { nodeRoles: cluster };
  if (nodeGroups.state !== 'found') return { nodeRoles: nodeGroups };
  const { autoModeNodeRoleArn } = cluster.value;
  const arns = nodeGroups.value
    .filter(
      ({ kind, nodeRoleArn }) =>
        kind === 'managed' || nodeRoleArn === autoModeNodeRoleArn,
    )
    .map(({ nodeRoleArn }) => nodeRoleArn);
  return {
    nodeRoles: found(
      [...new Set(arns)].map(arn =>
        nodeRoleOf(arn, book.roleOf(arn).policies, cluster.value.arn),
      ),
    ),
  };
}

function namespaceOf(
  name: string,
  namespaces: Observation<Map<string, ObservedNamespace>>,
): Observation<ObservedNamespace> {
  if (namespaces.state !== 'found') return namespaces;
  const namespace = namespaces.value.get(name);
  return namespace ? found(namespace) : absent();
}

function podsOf(
  name: string,
  pods: Observation<ObservedPod[]>,
): Pick<Observed, 'pods' | 'similarPods'> {
  if (pods.state !== 'found') return { pods, similarPods: pods };
  const own = pods.value.filter(
    ({ serviceAccountName }) => serviceAccountName === name,
  );
  return {
    pods: found(own),
    similarPods:
      own.length === 0 ? similarPodsAmong(pods.value, name) : absent(),
  };
}
