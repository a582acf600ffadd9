import type { IAMClient } from '@aws-sdk/client-iam';
import type { IamReader } from './IamReader';
import type { KubernetesReader } from './KubernetesReader';
import { unknown } from './observation';
import type { PodIdentityReader } from './PodIdentityReader';
import type { readPodRole } from './podRole';
import { readQuotas } from './quotas';
import { readPolicies, readRolePolicies } from './roles';
import type { Observed, ObservedAddon, ObservedAssociation } from './types';

/** Why something is not known that nobody asked for. */
export const NOT_READ = 'It is not read for this purpose.';

const NOT_FOR_PLANS = {
  otherIssuers: unknown<never>(NOT_READ),
  buckets: unknown<never>(NOT_READ),
  permits: unknown<never>(NOT_READ),
  pods: unknown<never>(NOT_READ),
  lookalikes: unknown<never>(NOT_READ),
  webhook: unknown<never>(NOT_READ),
};

const NOT_ASSOCIATED = {
  association: unknown<ObservedAssociation>(NOT_READ),
  podIdentityAgent: unknown<ObservedAddon>(NOT_READ),
};

/** What a plan is about. */
export interface PlannedObjects {
  roleName: string;
  roleArn: string;
  policyArn: string;
  wantedPolicyArns: string[];
  /** Where EKS Pod Identity comes to the role by another. */
  podRole?: { arn: string; boundaryArn?: string };
  /** Whether EKS Pod Identity has to do with it. */
  podIdentity: boolean;
}

/** Readers of the role's account and of the cluster. */
interface Readers {
  iam: IamReader;
  quotas: IAMClient;
  kubernetes: KubernetesReader;
  podIdentity: PodIdentityReader;
  clusterAndProvider: Promise<Pick<Observed, 'cluster' | 'oidcProvider'>>;
  podRole?: ReturnType<typeof readPodRole>;
}

/** Reads the objects of the planned names. */
export async function readForPlan(
  { iam, quotas: client, kubernetes, ...readers }: Readers,
  { ref, config }: Pick<Observed, 'ref' | 'config'>,
  planned: PlannedObjects,
): Promise<Observed> {
  const [
    clusterParts,
    podIdentityParts,
    namespace,
    serviceAccount,
    plannedPolicy,
    roleParts,
    wantedPolicies,
    quotas,
    onWay,
  ] = await Promise.all([
    readers.clusterAndProvider,
    planned.podIdentity ? readers.podIdentity.forPlan(ref) : NOT_ASSOCIATED,
    kubernetes.namespace(ref.namespace),
    kubernetes.serviceAccount(ref),
    iam.plannedPolicy(planned.policyArn),
    readRolePolicies(iam, planned.roleName),
    readPolicies(iam, planned.wantedPolicyArns),
    readQuotas(client),
    readers.podRole,
  ]);
  return {
    ref,
    config,
    at: new Date().toISOString(),
    mechanism: 'irsa',
    known: {},
    grants: [],
    ...NOT_FOR_PLANS,
    ...clusterParts,
    ...podIdentityParts,
    namespace,
    serviceAccount,
    plannedPolicy,
    ...roleParts,
    wantedPolicies: { ...wantedPolicies, ...onWay?.boundary },
    ...(onWay && { podRole: onWay.podRole }),
    quotas,
  };
}
