import { evaluateTrust } from '@backstage-irsa/iam-policy';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import type { Sandbox } from '@backstage-irsa/sandbox';

/** How a pod got its credentials when it was made. */
type Supply = 'irsa' | 'pod-identity' | 'none';

const ROLE_ARN = 'eks.amazonaws.com/role-arn';

/** What was so after a write. */
export interface Moment {
  operation: string;
  /** How a pod made now would be supplied, when that works; `none` when not. */
  newPod: Supply;
  /** Whether pods made before still get credentials, by how they were supplied then. */
  irsaPods: boolean;
  podIdentityPods: boolean;
}

/** Looks after each write whether pods of a ServiceAccount get credentials of a role, made now or before. */
export function watchSupply(
  sandbox: Sandbox,
  ref: ServiceAccountRef,
  roleName: string,
): { moments: Moment[]; now(): Moment; end(): void } {
  const { calls, clusters, accounts } = sandbox.world;
  const cluster = clusters.get(ref.cluster)!;
  const account = accounts.get(cluster.accountId)!;
  const role = () => account.roles.get(roleName)!;
  // Most writes are about other roles: hundreds may be watched.
  const answers = new Map<string, boolean>();
  const isLetIn = (
    principal: { service: string } | { federated: string },
    action: string,
    context: Record<string, string>,
  ) => {
    const { trustPolicy } = role();
    const key = `${action} ${trustPolicy}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const { decision } = evaluateTrust({
      trustPolicy: { name: 'trust policy', document: JSON.parse(trustPolicy) },
      ...{ principal, action, context },
    });
    answers.set(key, decision === 'Allowed');
    return decision === 'Allowed';
  };
  const association = () =>
    [...cluster.podIdentityAssociations.values()].find(
      one => one.namespace === ref.namespace && one.serviceAccount === ref.name,
    );
  const byWebIdentity = () => {
    const issuer = cluster.issuer.replace('https://', '');
    const federated = `arn:aws:iam::${account.id}:oidc-provider/${issuer}`;
    return (
      account.oidcProviders.has(federated) &&
      isLetIn({ federated }, 'sts:AssumeRoleWithWebIdentity', {
        [`${issuer}:sub`]: `system:serviceaccount:${ref.namespace}:${ref.name}`,
        [`${issuer}:aud`]: 'sts.amazonaws.com',
      })
    );
  };
  const byPodIdentity = () =>
    association()?.roleArn === role().arn &&
    ['sts:AssumeRole', 'sts:TagSession'].every(action =>
      isLetIn({ service: 'pods.eks.amazonaws.com' }, action, {
        'aws:RequestTag/eks-cluster-arn': cluster.arn,
        'aws:RequestTag/kubernetes-namespace': ref.namespace,
        'aws:RequestTag/kubernetes-service-account': ref.name,
      }),
    );
  const annotatedRole = () => {
    const definition = {
      group: '',
      version: 'v1',
      resource: 'serviceaccounts',
    };
    const object = cluster.store.get(
      definition as never,
      ref.namespace,
      ref.name,
    ) as { metadata: { annotations?: Record<string, string> } } | undefined;
    return object?.metadata.annotations?.[ROLE_ARN];
  };
  const newPod = (): Supply => {
    if (association()) return byPodIdentity() ? 'pod-identity' : 'none';
    return annotatedRole() === role().arn && byWebIdentity() ? 'irsa' : 'none';
  };
  const at = (operation: string): Moment => ({
    operation,
    newPod: newPod(),
    irsaPods: byWebIdentity(),
    // What EKS issued before the association went is good for hours, as long as there is the role.
    podIdentityPods: byPodIdentity() || !association(),
  });
  const moments: Moment[] = [];
  const add = calls.add;
  calls.add = call => {
    add.call(calls, call);
    if (call.write) moments.push(at(call.operation));
  };
  return {
    moments,
    now: () => at('now'),
    end: () => {
      calls.add = add;
    },
  };
}
