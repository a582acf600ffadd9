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
import { absent, type Observation } from './observation';
import { readAws } from './read';
import type {
  ObservedInlinePolicy,
  ObservedPlannedPolicy,
  ObservedPolicy,
  ObservedRole,
  ObservedServiceAccount,
} from './types';

/** What a deletion needs to know. */
export interface ObservedForDeletion {
  /** The ARN of the cluster's OIDC provider in the role's account, whether it is there or not. */
  providerArn: Observation<string>;
  serviceAccount: Observation<ObservedServiceAccount>;
  role: Observation<ObservedRole>;
  attachedPolicies: Observation<Observation<ObservedPolicy>[]>;
  inlinePolicies: Observation<ObservedInlinePolicy[]>;
  policy: Observation<ObservedPlannedPolicy>;
  /** Everything that the policy is attached to: ARN-less names of roles, users and groups, as `role/<name>`. */
  policyUsers: Observation<string[]>;
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
    { roleArn, policyArn }: { roleArn?: string; policyArn?: string },
  ): Promise<ObservedForDeletion> {
    const accountId =
      parseArn(roleArn ?? policyArn ?? '')?.accountId ?? config.accountId;
    const client = this.#aws.iam(accountId, config.region);
    const iam = new IamReader(client);
    const name = roleArn?.split('/').pop();
    const orAbsent = <T>(read: Promise<Observation<T>> | undefined) =>
      read ?? absent<T>();
    const [
      providerArn,
      serviceAccount,
      role,
      attachedPolicies,
      inlinePolicies,
      policy,
      policyUsers,
    ] = await Promise.all([
      this.#providerArn(config, accountId),
      new KubernetesReader(this.#kubernetes, config).serviceAccount(ref),
      orAbsent(name === undefined ? undefined : iam.role(name)),
      orAbsent(name === undefined ? undefined : iam.attachedPolicies(name)),
      orAbsent(name === undefined ? undefined : iam.inlinePolicies(name)),
      orAbsent(
        policyArn === undefined ? undefined : iam.plannedPolicy(policyArn),
      ),
      orAbsent(
        policyArn === undefined ? undefined : usersOf(client, policyArn),
      ),
    ]);
    return {
      providerArn,
      serviceAccount,
      role,
      attachedPolicies,
      inlinePolicies,
      policy,
      policyUsers,
    };
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
