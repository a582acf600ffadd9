import { evaluateTrust } from '@backstage-irsa/iam-policy';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import type {
  Cluster,
  PodIdentityAssociation,
  Sandbox,
} from '@backstage-irsa/sandbox';

/** The mechanism that gave a pod its credentials when it was created. */
type Means = 'irsa' | 'pod-identity' | 'none';

const ROLE_ARN = 'eks.amazonaws.com/role-arn';

/** The credential sources of a ServiceAccount's pods. */
interface Supply {
  /** The mechanism of a pod created now, or `none` if it gets no credentials. */
  newPod: Means;
  /** Whether existing pods still get credentials, by the mechanism at their creation. */
  irsaPods: boolean;
  podIdentityPods: boolean;
}

/** The state after a write. */
export interface Moment extends Supply {
  operation: string;
}

/** A ServiceAccount and the role that its pods use. */
export interface Watched {
  ref: ServiceAccountRef;
  roleName: string;
}

/** A state that some ServiceAccount was in at least once. */
export interface Seen extends Supply {
  times: number;
  /** The write and the ServiceAccount with which the state first occurred. */
  first: { write: number; operation: string; name: string };
}

/** The facts that determine how pods get credentials. If they are unchanged, so is the result. */
interface Sources {
  trustPolicy?: string;
  roleArn?: string;
  hasProvider: boolean;
  associatedRoleArn?: string;
  annotatedRoleArn?: string;
}

type Associations = ReadonlyMap<string, PodIdentityAssociation>;

const keyOf = (namespace: string, name: string) => `${namespace}/${name}`;

const associationsOf = ({ podIdentityAssociations }: Cluster): Associations =>
  new Map(
    [...podIdentityAssociations.values()].map(one => [
      keyOf(one.namespace, one.serviceAccount),
      one,
    ]),
  );

/** Checks after each write whether new and existing pods of a ServiceAccount get credentials of a role. */
export function watchSupply(
  sandbox: Sandbox,
  ref: ServiceAccountRef,
  roleName: string,
): { moments: Moment[]; now(): Moment; end(): void } {
  const cluster = sandbox.world.clusters.get(ref.cluster)!;
  const look = lookerAt(sandbox, { ref, roleName });
  const at = (operation: string): Moment => ({
    operation,
    ...look(associationsOf(cluster)),
  });
  const moments: Moment[] = [];
  const end = afterEachWrite(sandbox, operation => {
    moments.push(at(operation));
  });
  return { moments, now: () => at('now'), end };
}

/** Like `watchSupply`, but for many ServiceAccounts of a cluster. Keeps only distinct states. */
export function watchSupplies(
  sandbox: Sandbox,
  clusterName: string,
  watched: Watched[],
): { writes(): number; seen(): Seen[]; end(): void } {
  const cluster = sandbox.world.clusters.get(clusterName)!;
  const lookers = watched.map(each => ({
    name: each.ref.name,
    look: lookerAt(sandbox, each),
  }));
  const seen = new Map<string, Seen>();
  let write = 0;
  const end = afterEachWrite(sandbox, operation => {
    write += 1;
    const associations = associationsOf(cluster);
    for (const { name, look } of lookers) {
      const supply = look(associations);
      const { newPod, irsaPods, podIdentityPods } = supply;
      const key = `${newPod} ${irsaPods} ${podIdentityPods}`;
      const known = seen.get(key);
      if (known) {
        known.times += 1;
      } else {
        const first = { write, operation, name };
        seen.set(key, { ...supply, times: 1, first });
      }
    }
  });
  return { writes: () => write, seen: () => [...seen.values()], end };
}

function afterEachWrite(
  sandbox: Sandbox,
  look: (operation: string) => void,
): () => void {
  const { calls } = sandbox.world;
  const { add } = calls;
  calls.add = call => {
    add.call(calls, call);
    if (call.write) look(call.operation);
  };
  return () => {
    calls.add = add;
  };
}

const same = (a: Sources, b: Sources) =>
  a.trustPolicy === b.trustPolicy &&
  a.roleArn === b.roleArn &&
  a.hasProvider === b.hasProvider &&
  a.associatedRoleArn === b.associatedRoleArn &&
  a.annotatedRoleArn === b.annotatedRoleArn;

/**
 * Returns a function that checks how the pods of a ServiceAccount get credentials now. It reuses the last result if nothing changed, because most
 * writes concern others.
 */
function lookerAt(
  sandbox: Sandbox,
  { ref, roleName }: Watched,
): (associations: Associations) => Supply {
  const { clusters, accounts } = sandbox.world;
  const cluster = clusters.get(ref.cluster)!;
  const account = accounts.get(cluster.accountId)!;
  const issuer = cluster.issuer.replace('https://', '');
  const provider = `arn:aws:iam::${account.id}:oidc-provider/${issuer}`;
  const key = keyOf(ref.namespace, ref.name);

  const isLetIn = (
    { trustPolicy }: Sources,
    principal: { service: string } | { federated: string },
    action: string,
    context: Record<string, string>,
  ) =>
    trustPolicy !== undefined &&
    evaluateTrust({
      trustPolicy: { name: 'trust policy', document: JSON.parse(trustPolicy) },
      ...{ principal, action, context },
    }).decision === 'Allowed';
  const byWebIdentity = (sources: Sources) =>
    sources.hasProvider &&
    isLetIn(sources, { federated: provider }, 'sts:AssumeRoleWithWebIdentity', {
      [`${issuer}:sub`]: `system:serviceaccount:${ref.namespace}:${ref.name}`,
      [`${issuer}:aud`]: 'sts.amazonaws.com',
    });
  const byPodIdentity = (sources: Sources) =>
    sources.associatedRoleArn === sources.roleArn &&
    ['sts:AssumeRole', 'sts:TagSession'].every(action =>
      isLetIn(sources, { service: 'pods.eks.amazonaws.com' }, action, {
        'aws:RequestTag/eks-cluster-arn': cluster.arn,
        'aws:RequestTag/kubernetes-namespace': ref.namespace,
        'aws:RequestTag/kubernetes-service-account': ref.name,
      }),
    );
  const supplyBy = (sources: Sources): Supply => {
    const { associatedRoleArn, annotatedRoleArn, roleArn } = sources;
    const isAssociated = associatedRoleArn !== undefined;
    const irsaPods = byWebIdentity(sources);
    const isSupplied = isAssociated && byPodIdentity(sources);
    const newPod = () => {
      if (isAssociated) return isSupplied ? 'pod-identity' : 'none';
      return irsaPods && annotatedRoleArn === roleArn ? 'irsa' : 'none';
    };
    return {
      newPod: newPod(),
      irsaPods,
      // Credentials that EKS issued before the association was deleted are valid for hours, while the role exists.
      podIdentityPods: isAssociated ? isSupplied : roleArn !== undefined,
    };
  };

  let last: { sources: Sources; supply: Supply } | undefined;
  return associations => {
    const role = account.roles.get(roleName);
    const sources: Sources = {
      trustPolicy: role?.trustPolicy,
      roleArn: role?.arn,
      hasProvider: account.oidcProviders.has(provider),
      associatedRoleArn: associations.get(key)?.roleArn,
      annotatedRoleArn: annotationsOf(cluster, ref)[ROLE_ARN],
    };
    if (!last || !same(last.sources, sources)) {
      last = { sources, supply: supplyBy(sources) };
    }
    return last.supply;
  };
}

function annotationsOf(
  { store }: Cluster,
  { namespace, name }: ServiceAccountRef,
): Record<string, string> {
  const definition = { group: '', version: 'v1', resource: 'serviceaccounts' };
  const object = store.get(definition as never, namespace, name) as
    | { metadata: { annotations?: Record<string, string> } }
    | undefined;
  return object?.metadata.annotations ?? {};
}
