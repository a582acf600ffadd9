import { createHash } from 'node:crypto';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import { KubeApi } from '../kubernetes/api';
import { deployments } from '../kubernetes/resources/deployments';
import { serviceAccounts } from '../kubernetes/resources/serviceAccounts';
import type { Account, IamRole, Tag } from '../state/account';
import type { World } from '../state/world';
import {
  addPolicy,
  addRole,
  policyText,
  rightTrust,
  trustText,
  type StatementText,
} from './iam';
import { ROLE_ARN_ANNOTATION } from './service';

/** The tool that created the role and ServiceAccount, as their names and tags show. */
type Maker = 'terraform' | 'cloudformation' | 'eksctl' | 'hand';

export interface HealthyService extends ServiceAccountRef {
  maker: Maker;
  ageDays: number;
  replicas: number;
  statements: StatementText[];
  /** The tags of the role in addition to those of the tool. */
  tags?: Tag[];
  /** The inline policies of the role in addition to the managed policy, by name. */
  inline?: Record<string, StatementText[]>;
  /** The name and statements of the managed policy that is the role's permissions boundary. */
  boundary?: { name: string; statements: StatementText[] };
  /** How many days ago the role last used each service, by IAM prefix. */
  used?: Record<string, number>;
}

const DAY = 24 * 60 * 60 * 1000;

/** The field manager of each tool's writes. */
const MANAGERS: Record<Maker, string> = {
  terraform: 'Terraform',
  cloudformation: 'kubectl-client-side-apply',
  eksctl: 'eksctl',
  hand: 'kubectl-create',
};

const MAKER_LABELS: Record<Maker, Record<string, string> | undefined> = {
  terraform: undefined,
  cloudformation: undefined,
  eksctl: { 'app.kubernetes.io/managed-by': 'eksctl' },
  hand: undefined,
};

/** Creates the role, policy, ServiceAccount, and Deployment of a service, all correct. */
export function makeHealthyService(
  world: World,
  service: HealthyService,
): void {
  const cluster = world.clusters.get(service.cluster);
  const account = cluster && world.accounts.get(cluster.accountId);
  if (!cluster || !account) {
    throw new Error(`unknown cluster ${service.cluster}`);
  }
  const at = new Date(world.now().getTime() - service.ageDays * DAY);
  const role = makeRole(
    account,
    service,
    trustText(rightTrust(account, cluster, service)),
    at,
  );
  role.serviceUse = new Map(
    Object.entries(service.used ?? {}).map(([prefix, days]) => [
      prefix,
      {
        at: new Date(world.now().getTime() - days * DAY),
        region: cluster.region,
      },
    ]),
  );
  const [lastUsed] = [...role.serviceUse.values()].sort(
    (a, b) => b.at.getTime() - a.at.getTime(),
  );
  if (lastUsed) {
    role.lastUsed = lastUsed;
    role.isInUse = Object.values(service.used ?? {}).includes(0);
  }
  const api = new KubeApi(cluster, () => at);
  const { namespace, name } = service;
  api.create(
    serviceAccounts,
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name,
        namespace,
        labels: MAKER_LABELS[service.maker],
        annotations: { [ROLE_ARN_ANNOTATION]: role.arn },
      },
    },
    { writer: { manager: MANAGERS[service.maker], operation: 'Update' } },
  );
  api.create(deployments, deploymentOf(service, cluster.region), {
    writer: { manager: 'helm', operation: 'Update' },
  });
}

function makeRole(
  account: Account,
  service: HealthyService,
  trustPolicy: string,
  createdAt: Date,
): IamRole {
  const { role: name, policy, tags } = names(service, createdAt);
  const { arn } = addPolicy(account, {
    name: policy,
    document: policyText(...service.statements),
    createdAt,
    tags,
  });
  const { boundary, inline = {} } = service;
  return addRole(account, {
    name,
    trustPolicy,
    createdAt,
    attachedPolicyArns: [arn],
    inlinePolicies: new Map(
      Object.entries(inline).map(([key, statements]) => [
        key,
        policyText(...statements),
      ]),
    ),
    ...(boundary && {
      permissionsBoundaryArn: addPolicy(account, {
        name: boundary.name,
        document: policyText(...boundary.statements),
        createdAt,
      }).arn,
    }),
    tags: [...tags, ...(service.tags ?? [])],
  });
}

function names(
  { cluster, namespace, name, maker }: HealthyService,
  at: Date,
): { role: string; policy: string; tags: Tag[] } {
  const id = createHash('sha256').update(`${cluster}/${namespace}/${name}`);
  switch (maker) {
    case 'terraform': {
      const stamp = at.toISOString().replace(/\D/g, '').slice(0, 14);
      return {
        role: `${name}-irsa-${stamp}`,
        policy: `${name}-${stamp}`,
        tags: [],
      };
    }
    case 'cloudformation': {
      const suffix = id.digest('hex').slice(0, 12).toUpperCase();
      return {
        role: `${namespace}-${name}-Role-${suffix}`,
        policy: `${namespace}-${name}-Policy-${suffix}`,
        tags: [],
      };
    }
    case 'eksctl': {
      const suffix = id.digest('hex').slice(0, 12).toUpperCase();
      return {
        role: `eksctl-${cluster}-addon-iamserviceaccount-Role1-${suffix}`,
        policy: `${cluster}-${namespace}-${name}`,
        tags: [
          { key: 'alpha.eksctl.io/cluster-name', value: cluster },
          {
            key: 'alpha.eksctl.io/iamserviceaccount-name',
            value: `${namespace}/${name}`,
          },
        ],
      };
    }
    default: {
      const pascal = name.replace(/(^|-)(\w)/g, (_, __, letter: string) =>
        letter.toUpperCase(),
      );
      return { role: `${pascal}Role`, policy: `${pascal}Policy`, tags: [] };
    }
  }
}

function deploymentOf(
  { namespace, name, replicas }: HealthyService,
  region: string,
) {
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': namespace,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          containers: [
            {
              name: 'app',
              image: `registry.example.com/${namespace}/${name}:1.4.2`,
              env: [{ name: 'AWS_REGION', value: region }],
            },
          ],
        },
      },
    },
  };
}
