import {
  ListEntitiesForPolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { oidcProviderArn, parseArn } from '@backstage-irsa/core/arn';
import {
  type ServiceAccountRef,
  absent,
  found,
  objectsOf,
  textOf,
  type ClusterConfig,
  valueOf,
  type Observation,
  type ObservedServiceAccount,
} from '@backstage-irsa/core/model';
import type { FormerCluster } from '../config/formerCluster';
import type { AwsClients } from './aws/AwsClients';
import type { ClusterReader } from './aws/ClusterReader';
import type { KubernetesClients } from './kubernetes/KubernetesClients';
import { IamReader } from './IamReader';
import { KubernetesReader } from './KubernetesReader';
import {
  formerProvider,
  type ObservedForDeletion,
  type ObservedRoleForDeletion,
} from '@backstage-irsa/core/planning';
import { PodIdentityReader } from './PodIdentityReader';
import { readAws } from './read';
import { whereOf } from './where';

/** ARNs from any account. */
interface RecordedNames {
  roleArns: string[];
  policyArns: string[];
}

/** Lists every observation of the roles and policies, including those of attached policies. */
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

/** The IAM client and the reader of one account. */
interface Account {
  client: IAMClient;
  reader: IamReader;
}

/** Reads what a deletion depends on: the objects with the recorded names, and what else uses them. */
export class DeletionReader {
  readonly #aws: AwsClients;
  readonly #clusters: ClusterReader;
  readonly #kubernetes: KubernetesClients;

  constructor(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    kubernetes: KubernetesClients;
  }) {
    this.#aws = options.aws;
    this.#clusters = options.clusters;
    this.#kubernetes = options.kubernetes;
  }

  /** Reads everything the deletion needs. For a cluster that is no longer configured, reads only AWS objects. */
  async read(
    config: ClusterConfig | FormerCluster,
    ref: ServiceAccountRef,
    {
      associated,
      others,
      ...names
    }: RecordedNames & { associated: boolean; others: ClusterConfig[] },
  ): Promise<ObservedForDeletion> {
    const eks = this.#aws.eks(config.accountId, config.region);
    const reader = new PodIdentityReader(eks, config.eksName);
    const [association, serviceAccount, objects] = await Promise.all([
      associated && config.eksName ? reader.association(ref) : undefined,
      config.access
        ? new KubernetesReader(this.#kubernetes, config).serviceAccount(ref)
        : absent<ObservedServiceAccount>(),
      this.readIam(config, names),
    ]);
    return {
      providerArn: await this.providerArn(config, ref, {
        roles: objects.roles,
        others,
      }),
      ...(association && { association }),
      serviceAccount,
      ...objects,
    };
  }

  /** Reads only the roles and policies. */
  async readIam(
    config: ClusterConfig | FormerCluster,
    { roleArns, policyArns }: RecordedNames,
  ): Promise<Pick<ObservedForDeletion, 'roles' | 'policies'>> {
    const accounts = new Map<string, Account>();
    const accountOf = (arn: string) => this.#account(accounts, arn, config);
    const [roles, policies] = await Promise.all([
      Promise.all(roleArns.map(arn => readRole(accountOf(arn).reader, arn))),
      Promise.all(
        policyArns.map(async arn => ({
          policy: await accountOf(arn).reader.plannedPolicy(arn),
          users: await usersOf(accountOf(arn).client, arn),
        })),
      ),
    ]);
    return { roles, policies };
  }

  /** Returns the client and reader of the object's own account: a spec may have moved from one account to another. */
  #account(
    accounts: Map<string, Account>,
    arn: string,
    config: ClusterConfig | FormerCluster,
  ): Account {
    const { accountId = config.accountId } = parseArn(arn) ?? {};
    const present = accounts.get(accountId);
    if (present) return present;
    const client = this.#aws.iam(accountId, config.region);
    const account = {
      client,
      reader: new IamReader(client, whereOf(accountId, config)),
    };
    accounts.set(accountId, account);
    return account;
  }

  /**
   * Returns the ARN of the cluster's OIDC provider in the cluster's own account, whether or not the provider exists. For a cluster without an EKS
   * name, derives the ARN from the provider that the roles trust for the ServiceAccount, unless it may belong to another cluster.
   *
   * @param others - the configured clusters in which the roles are recorded too
   */
  async providerArn(
    config: ClusterConfig | FormerCluster,
    ref: ServiceAccountRef,
    {
      roles,
      others,
    }: { roles: ObservedRoleForDeletion[]; others: ClusterConfig[] },
  ): Promise<Observation<string>> {
    if (config.eksName) {
      return readAws('eks:DescribeCluster', async () => {
        const { partition, accountId, issuer } =
          await this.#clusters.describeNow(config);
        return oidcProviderArn(partition, accountId, issuer);
      });
    }
    const issuers = await readAws('eks:DescribeCluster', () =>
      Promise.all(others.map(async cluster => this.#clusters.issuer(cluster))),
    );
    if (issuers.state !== 'found') return issuers;
    const known = issuers.value.filter(issuer => issuer !== undefined);
    return known.length < others.length
      ? absent()
      : found(formerProvider(roles, ref, known));
  }
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
        ...objectsOf(page.PolicyRoles).map(
          ({ RoleName }) => `role/${textOf(RoleName)}`,
        ),
        ...objectsOf(page.PolicyUsers).map(
          ({ UserName }) => `user/${textOf(UserName)}`,
        ),
        ...objectsOf(page.PolicyGroups).map(
          ({ GroupName }) => `group/${textOf(GroupName)}`,
        ),
      );
      marker = page.IsTruncated ? page.Marker : undefined;
    } while (marker !== undefined);
    return users;
  });
}
