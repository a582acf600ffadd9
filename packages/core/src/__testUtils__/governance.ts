import { oidcProviderArn } from '../arn/arn';
import { type Mechanism } from '../model/types';
import { runChecks } from '../checks/runChecks';
import { identitySourceOf } from '../findings/utils/identitySource';
import type { NodeRoleAssessment } from '../nodeRoles/types';
import type {
  ClusterSubject,
  GovernanceContext,
  NodeRoleSubject,
  ProviderSubject,
  RoleHolder,
  RoleSubject,
  ServiceAccountSubject,
  WorkloadSubject,
} from '../findings/types';
import type {
  ClusterFacts,
  ProviderFacts,
  RoleFacts,
  WorkloadFacts,
} from '../model/inventory';
import { absent, found, valueOf } from '../model/observation';
import type { Observed, ObservedPod, ObservedRole } from '../model/observed';
import { statusOf } from '../status/status';
import {
  ISSUER,
  observedWith,
  OTHER_ISSUER,
  podWith,
  PROVIDER_ARN,
  roleWith,
  trustOf,
  UNINJECTED,
  WEBHOOK,
} from './observed';

const OWNED = {
  entityRef: 'component:default/orders',
  system: 'system:default/shop',
  owners: ['group:default/shop'],
};

/** The context of checks: 2 clusters with known issuers. */
export function contextWith(
  change: Partial<GovernanceContext> = {},
): GovernanceContext {
  return {
    now: new Date('2026-11-24T12:00:00.000Z'),
    unusedAfterDays: 90,
    issuers: { 'prod-eu': ISSUER, 'staging-eu': OTHER_ISSUER },
    issuersComplete: true,
    testEnvironments: { accounts: [], clusters: [] },
    ...change,
  };
}

/** A healthy IAM service account with changes to the observed state, verified by the checks. */
export function serviceAccountSubject(
  change: Partial<ServiceAccountSubject> = {},
  observation: Partial<Observed> = {},
): ServiceAccountSubject {
  const observed = observedWith(observation);
  const checks = runChecks(observed, null);
  return {
    kind: 'service-account',
    id: 'sa-1',
    ...OWNED,
    observed,
    verification: {
      status: statusOf(checks),
      liveProof: null,
      checkedAt: observed.at,
      checks,
    },
    known: { serviceAccountUid: null, namespaceUid: null },
    ...change,
  };
}

/** The role in the format of a bulk read, built by {@link roleWith}. */
export function roleFacts(
  change: Partial<ObservedRole> = {},
  facts: Partial<RoleFacts> = {},
): RoleFacts {
  const role = valueOf(roleWith(trustOf(), change));
  if (!role) throw new Error('There is always a role.');
  return {
    role,
    lastUsedAt: '2026-11-20T00:00:00.000Z',
    attachedPolicies: [],
    inlinePolicies: [],
    permissionsBoundary: absent(),
    ...facts,
  };
}

/** A ServiceAccount that uses the role. */
export function holderWith(change: Partial<RoleHolder> = {}): RoleHolder {
  return {
    ...OWNED,
    id: 'sa-1',
    cluster: 'prod-eu',
    namespace: 'production',
    name: 'orders',
    pods: 2,
    ...change,
  };
}

/** A healthy role that one ServiceAccount uses. */
export function roleSubject(change: Partial<RoleSubject> = {}): RoleSubject {
  return {
    kind: 'role',
    id: 'role-1',
    ...OWNED,
    accountId: '111122223333',
    facts: roleFacts(),
    use: 'service-account',
    isUnderRolePath: false,
    holders: [holderWith()],
    pods: 2,
    risks: [],
    unused: 'no',
    ...change,
  };
}

/** The OIDC provider of prod-eu. */
export function providerSubject(
  change: Partial<ProviderFacts> = {},
  cluster: string | undefined = 'prod-eu',
): ProviderSubject {
  const facts = {
    arn: PROVIDER_ARN,
    url: ISSUER,
    clientIds: ['sts.amazonaws.com'],
    ...change,
  };
  return {
    kind: 'oidc-provider',
    id: 'provider-1',
    entityRef: null,
    owners: [],
    accountId: '111122223333',
    facts,
    ...(facts.url === ISSUER && { cluster }),
  };
}

/** The OIDC provider of an issuer that belongs to no cluster. */
export function orphanSubject(url: string): ProviderSubject {
  return providerSubject({
    url,
    arn: oidcProviderArn('aws', '111122223333', url),
  });
}

/** Pods of a deployment without a role. */
export function workloadFacts(
  pods: Partial<ObservedPod>[] = [{}],
): WorkloadFacts {
  return {
    cluster: 'prod-eu',
    namespace: 'production',
    name: 'deployment/orders',
    serviceAccount: 'orders',
    pods: pods.map(change =>
      podWith({
        containers: [UNINJECTED],
        volumes: {},
        tokenVolumes: {},
        ...change,
      }),
    ),
    nodeNames: ['node-1'],
  };
}

/** A workload without a role, on nodes whose role has the given reach. */
export function workloadSubject(
  pods: Partial<ObservedPod>[] = [{}],
  reach: NodeRoleAssessment['reach'] = 'all-pods',
  change: Partial<WorkloadFacts> = {},
): WorkloadSubject {
  const facts = { ...workloadFacts(pods), ...change };
  return {
    kind: 'workload',
    id: 'workload-1',
    ...OWNED,
    facts,
    ...identitySourceOf({ facts, reach }),
  };
}

/** A node role with only the policies that nodes need, not reachable by pods. */
export function nodeRoleSubject(
  change: Partial<NodeRoleAssessment> = {},
): NodeRoleSubject {
  return {
    kind: 'node-role',
    id: 'node-role-1',
    entityRef: null,
    owners: [],
    assessment: {
      arn: 'arn:aws:iam::111122223333:role/prod-eu-nodes',
      name: 'prod-eu-nodes',
      accountId: '111122223333',
      cluster: 'prod-eu',
      nodeGroups: ['general'],
      policies: [
        {
          name: 'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy',
          kind: 'managed',
          needed: true,
          about: 'Nodes use it to join the cluster.',
        },
      ],
      hopLimit: 1,
      hopLimitReason: null,
      reach: 'host-network-only',
      dependentIds: [],
      plan: [],
      ...change,
    },
  };
}

/** A cluster in which nobody has a permission. */
export function clusterFacts(change: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    name: 'prod-eu',
    cluster: observedWith().cluster,
    webhook: found(WEBHOOK),
    podIdentityAgent: absent(),
    nodeGroups: found([]),
    rbac: found([]),
    accessEntries: found([]),
    ...change,
  };
}

/** The same with IAM service accounts in two namespaces. */
export function clusterSubject(
  change: Partial<ClusterFacts> = {},
  by: Partial<Record<Mechanism, number>> = { irsa: 2 },
): ClusterSubject {
  return {
    kind: 'cluster',
    id: 'cluster-1',
    entityRef: null,
    owners: [],
    facts: clusterFacts(change),
    namespaces: ['payments', 'production'],
    byWebIdentity: by.irsa ?? 0,
  };
}
