import {
  ListEntitiesForPolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import {
  oidcProviderArn,
  parseArn,
  type ServiceAccountRef,
} from '@backstage-irsa/plugin-irsa-common';
import type { AwsClients } from '../aws/AwsClients';
import type { ClusterReader } from '../aws/ClusterReader';
import type { ClusterConfig } from '../config/types';
import type { KubernetesClients } from '../kubernetes/KubernetesClients';
import { IamReader } from './IamReader';
import { KubernetesReader } from './KubernetesReader';
import { valueOf, type Observation } from './observation';
import { readAws } from './read';
import type {
  ObservedInlinePolicy,
  ObservedPlannedPolicy,
  ObservedPolicy,
  ObservedRole,
  ObservedServiceAccount,
} from './types';

/** A role, and what is on it. */
export interface ObservedRoleForDeletion {
  role: Observation<ObservedRole>;
  attachedPolicies: Observation<Observation<ObservedPolicy>[]>;
  inlinePolicies: Observation<ObservedInlinePolicy[]>;
}

/** A managed policy, and what it is on. */
export interface ObservedPolicyForDeletion {
  policy: Observation<ObservedPlannedPolicy>;
  /** Roles, users and groups, as `role/<name>`. */
  users: Observation<string[]>;
}

/** What a deletion needs to know. There are several roles when a spec moved from one to another. */
export interface ObservedForDeletion {
  /** The ARN of the cluster's OIDC provider in the roles' account, whether it is there or not. */
  providerArn: Observation<string>;
  serviceAccount: Observation<ObservedServiceAccount>;
  roles: ObservedRoleForDeletion[];
  policies: ObservedPolicyForDeletion[];
}

/** ARNs of one account. */
interface RecordedNames {
  roleArns: string[];
  policyArns: string[];
}

/** Everything that was read of roles and policies, for whoever must know it all. */
export function readingsOf({
  roles,
  policies,
}: Pick<ObservedForDeletion, 'roles' | 'policies'>): Observation<unknown>[] {
  return [
    ...roles.flatMap(role => [
      ...Object.values(role),
      ...(valueOf(role.attachedPolicies) ?? []),
    ]),
    ...policies.flatMap(policy => Object.values(policy)),
  ];
}

/** Reads what a deletion depends on: the objects of the recorded names, and who else uses them. */
export class DeletionReader {
  readonly #aws: AwsClients;
  readonly #clusters: ClusterReader;
  readonly #kubernetes: KubernetesClients;

  static create(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    kubernetes: KubernetesClients;
  }): DeletionReader {
    return new DeletionReader(options);
  }

  private constructor(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    kubernetes: KubernetesClients;
  }) {
    this.#aws = options.aws;
    this.#clusters = options.clusters;
    this.#kubernetes = options.kubernetes;
  }

  async read(
    config: ClusterConfig,
    ref: ServiceAccountRef,
    { roleArns, policyArns }: RecordedNames,
  ): Promise<ObservedForDeletion> {
    const names = { roleArns, policyArns };
    const [providerArn, serviceAccount, objects] = await Promise.all([
      this.#providerArn(config, accountOf(config, names)),
      new KubernetesReader(this.#kubernetes, config).serviceAccount(ref),
      this.readIam(config, names),
    ]);
    return { providerArn, serviceAccount, ...objects };
  }

  /** Only the roles and policies. */
  async readIam(
    config: ClusterConfig,
    names: RecordedNames,
  ): Promise<Pick<ObservedForDeletion, 'roles' | 'policies'>> {
    const client = this.#aws.iam(accountOf(config, names), config.region);
    const iam = new IamReader(client);
    const [roles, policies] = await Promise.all([
      Promise.all(names.roleArns.map(role => readRole(iam, role))),
      Promise.all(
        names.policyArns.map(async policy => ({
          policy: await iam.plannedPolicy(policy),
          users: await usersOf(client, policy),
        })),
      ),
    ]);
    return { roles, policies };
  }

  #providerArn(
    config: ClusterConfig,
    accountId: string,
  ): Promise<Observation<string>> {
    return readAws('eks:DescribeCluster', async () => {
      const { partition, issuer } = await this.#clusters.describe(config);
      return oidcProviderArn(partition, accountId, issuer);
    });
  }
}

function accountOf(
  config: ClusterConfig,
  { roleArns, policyArns }: RecordedNames,
): string {
  const [arn = ''] = [...roleArns, ...policyArns];
  return parseArn(arn)?.accountId ?? config.accountId;
}

async function readRole(
  iam: IamReader,
  arn: string,
): Promise<ObservedRoleForDeletion> {
  const name = arn.split('/').pop() ?? '';
  const [role, attachedPolicies, inlinePolicies] = await Promise.all([
    iam.role(name),
    iam.attachedPolicies(name),
    iam.inlinePolicies(name),
  ]);
  return { role, attachedPolicies, inlinePolicies };
}

function usersOf(
  iam: IAMClient,
  policyArn: string,
): Promise<Observation<string[]>> {
  return readAws('iam:ListEntitiesForPolicy', async () => {
    const users: string[] = [];
    let marker: string | undefined;
    do {
      const page = await iam.send(
        new ListEntitiesForPolicyCommand({
          PolicyArn: policyArn,
          Marker: marker,
        }),
      );
      users.push(
        ...(page.PolicyRoles ?? []).map(({ RoleName }) => `role/${RoleName}`),
        ...(page.PolicyUsers ?? []).map(({ UserName }) => `user/${UserName}`),
        ...(page.PolicyGroups ?? []).map(
          ({ GroupName }) => `group/${GroupName}`,
        ),
      );
      marker = page.IsTruncated ? page.Marker : undefined;
    } while (marker !== undefined);
    return users;
  });
}
