import { evaluateTrust } from '@backstage-irsa/iam-policy';
import {
  formatServiceAccountRef,
  subjectOf,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { findRole } from '../aws/access/caller';
import { associationOf } from '../aws/eks/podIdentityAssociations';
import { readPolicy } from '../aws/access/policies';
import { KubeApi } from '../kubernetes/api';
import type { Deployment, EnvVar, ServiceAccount } from '../kubernetes/objects';
import { deployments } from '../kubernetes/resources/deployments';
import { serviceAccounts } from '../kubernetes/resources/serviceAccounts';
import type { Account, IamRole } from '../state/account';
import type { Cluster } from '../state/cluster';
import type { World } from '../state/world';
import {
  policyText,
  rightTrust,
  statementsIn,
  trustStatement,
  type StatementText,
  type Trust,
} from './iam';

export const ROLE_ARN_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** Thrown if a fault cannot be planted. The message is one sentence for people. */
export class FaultError extends Error {
  constructor(service: ServiceAccountRef | undefined, problem: string) {
    super(
      service ? `${formatServiceAccountRef(service)}: ${problem}` : problem,
    );
    this.name = 'FaultError';
  }
}

/** The parts of a service that has an AWS identity. */
export interface Service {
  ref: ServiceAccountRef;
  api: KubeApi;
  cluster: Cluster;
  /** The account that the role is in. */
  account: Account;
  role: IamRole;
}

/**
 * Returns the parts of a service whose ServiceAccount, role, and trust policy are correct.
 * @throws FaultError naming the part that is missing or not healthy
 */
export function findService(world: World, ref: ServiceAccountRef): Service {
  const cluster = world.clusters.get(ref.cluster);
  if (!cluster) {
    throw new FaultError(ref, `unknown cluster ${ref.cluster}`);
  }
  const api = new KubeApi(cluster, () => world.now());
  const serviceAccount = api.store.get(
    serviceAccounts,
    ref.namespace,
    ref.name,
  );
  if (!serviceAccount) {
    throw new FaultError(ref, 'the ServiceAccount does not exist');
  }
  const arn = serviceAccount.metadata.annotations?.[ROLE_ARN_ANNOTATION] ?? '';
  const found = findRole(world, arn);
  if (!found) {
    throw new FaultError(ref, `the annotation names no role (${arn})`);
  }
  if (associationOf(cluster, ref)) {
    throw new FaultError(
      ref,
      'it has an EKS Pod Identity association, which overrides the annotation',
    );
  }
  const service = { ref, api, cluster, ...found };
  if (!isTrusted(service)) {
    throw new FaultError(
      ref,
      'the trust policy of its role does not trust it; choose a healthy service',
    );
  }
  return service;
}

/**
 * Like `findService`, but for a service that has pods: a Deployment with the ServiceAccount's name.
 * @throws FaultError as {@link findService}, or if the Deployment does not exist
 */
export function findRunningService(
  world: World,
  ref: ServiceAccountRef,
): Service {
  const service = findService(world, ref);
  const deployment = service.api.store.get(
    deployments,
    ref.namespace,
    ref.name,
  );
  if (deployment?.spec.template.spec.serviceAccountName !== ref.name) {
    throw new FaultError(
      ref,
      'it has no Deployment of the same name that uses it',
    );
  }
  return service;
}

function isTrusted({ account, cluster, ref, role }: Service): boolean {
  const {
    provider,
    keyPrefix,
    sub = '',
    aud = '',
  } = rightTrust(account, cluster, ref);
  const isKnown = account.oidcProviders.get(provider)?.clientIds.includes(aud);
  return (
    isKnown === true &&
    evaluateTrust({
      trustPolicy: {
        name: 'trust policy',
        document: readPolicy(role.trustPolicy),
      },
      principal: { federated: provider },
      action: 'sts:AssumeRoleWithWebIdentity',
      context: { [`${keyPrefix}:sub`]: sub, [`${keyPrefix}:aud`]: aud },
    }).decision === 'Allowed'
  );
}

/** Rewrites the service's statement in the role's trust policy so that it is correct, except for the given parts. */
export function setTrust(service: Service, wrong: Partial<Trust>): void {
  const { account, cluster, ref } = service;
  setTrustStatements(service, [
    trustStatement({ ...rightTrust(account, cluster, ref), ...wrong }),
  ]);
}

/** Replaces the service's statements in the trust policy. The statements for other subjects stay. */
export function setTrustStatements(
  { ref, role }: Pick<Service, 'ref' | 'role'>,
  statements: StatementText[],
): void {
  const before = statementsIn(role.trustPolicy);
  const others = before.flatMap(statement =>
    withoutSubject(statement, subjectOf(ref)),
  );
  const isNamed = JSON.stringify(others) !== JSON.stringify(before);
  role.trustPolicy = policyText(...statements, ...(isNamed ? others : []));
}

/** Returns the statement without this subject, or nothing if it names only this one. */
function withoutSubject(
  statement: StatementText,
  subject: string,
): StatementText[] {
  const copy = structuredClone(statement);
  for (const keys of Object.values(copy.Condition ?? {})) {
    for (const [key, values] of Object.entries(keys)) {
      const others = [values].flat().filter(value => value !== subject);
      if (others.length === 0) {
        return [];
      }
      keys[key] = Array.isArray(values) ? others : values;
    }
  }
  return [copy];
}

/** Sets annotations of the ServiceAccount, or removes those that are undefined, as `kubectl annotate` does. */
export function annotate(
  { api, ref }: Service,
  changes: Record<string, string | undefined>,
): void {
  const account = api.read(serviceAccounts, ref.namespace, ref.name);
  const annotations = Object.entries({
    ...account.metadata.annotations,
    ...changes,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const changed: ServiceAccount = {
    ...account,
    metadata: {
      ...account.metadata,
      annotations: Object.fromEntries(annotations),
    },
  };
  api.update(serviceAccounts, changed, {
    writer: { manager: 'kubectl-annotate', operation: 'Update' },
  });
}

/** Changes the pod template of the Deployment, which recreates its pods. */
export function editTemplate(
  { api, ref }: Service,
  edit: (template: Deployment['spec']['template']) => void,
): void {
  const deployment = structuredClone(
    api.read(deployments, ref.namespace, ref.name),
  );
  edit(deployment.spec.template);
  api.update(deployments, deployment, {
    writer: { manager: 'kubectl-edit', operation: 'Update' },
  });
}

/** Sets variables of the first container, which recreates the pods. */
export function setVariables(service: Service, ...variables: EnvVar[]): void {
  editTemplate(service, ({ spec: { containers } }) => {
    const [container] = containers;
    const names = variables.map(({ name }) => name);
    container.env = [
      ...(container.env ?? []).filter(({ name }) => !names.includes(name)),
      ...variables,
    ];
  });
}

/** Changes the image version of the first container, which recreates the pods. */
export function setImageTag(service: Service, tag: string): void {
  editTemplate(service, ({ spec }) => {
    const [container] = spec.containers;
    const image = (container.image ?? '').replace(/(:[^:/@]*)?(@.*)?$/, '');
    container.image = `${image}:${tag}`;
  });
}

/** Recreates the pods, as `kubectl rollout restart` does. */
export function restart(service: Service): void {
  editTemplate(service, template => {
    template.metadata = {
      ...template.metadata,
      annotations: {
        ...template.metadata?.annotations,
        'kubectl.kubernetes.io/restartedAt': service.api.now().toISOString(),
      },
    };
  });
}
