import {
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  type AttachedPolicy,
  type IAMClient,
  type Role,
  type Tag,
} from '@aws-sdk/client-iam';
import {
  DEFAULT_SESSION_SECONDS,
  objectsOf,
  optionalNumber,
  optionalText,
  optionalTime,
  textOf,
  textsOf,
  timeOf,
  readDocument,
  found,
  valueOf,
  type Observation,
  type ObservedInlinePolicy,
  type ObservedOidcProvider,
  type ObservedPlannedPolicy,
  type ObservedPolicy,
  type ObservedRole,
  type RoleFacts,
} from '@backstage-irsa/core/model';
import { readAws } from './read';

/** Converts the tags of a role, a user, or a policy to a record. */
export function tagsOf(tags: Tag[] | undefined): Record<string, string> {
  return Object.fromEntries(
    objectsOf(tags).map(({ Key, Value }) => [textOf(Key), textOf(Value)]),
  );
}

/** Returns the ARNs of the managed policies that are attached to a role. */
export function policyArnsOf(attached: AttachedPolicy[] | undefined): string[] {
  return objectsOf(attached).flatMap(
    ({ PolicyArn }) => optionalText(PolicyArn) ?? [],
  );
}

/** Converts a role as `GetRole` returns it. */
export function toRole(role: Role): ObservedRole {
  const permissionsBoundaryArn = optionalText(
    role.PermissionsBoundary?.PermissionsBoundaryArn,
  );
  const lastUsedAt = optionalTime(role.RoleLastUsed?.LastUsedDate);
  const lastUsedRegion = optionalText(role.RoleLastUsed?.Region);
  return {
    arn: textOf(role.Arn),
    id: textOf(role.RoleId),
    name: textOf(role.RoleName),
    path: optionalText(role.Path) ?? '/',
    trust: readDocument(textOf(role.AssumeRolePolicyDocument), 'trust'),
    ...(permissionsBoundaryArn !== undefined && { permissionsBoundaryArn }),
    maxSessionDurationSeconds:
      optionalNumber(role.MaxSessionDuration) ?? DEFAULT_SESSION_SECONDS,
    createdAt: timeOf(role.CreateDate),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ...(lastUsedRegion !== undefined && { lastUsedRegion }),
    tags: tagsOf(role.Tags),
  };
}

/** Separates a role from its last use. Scans compare roles, and the last use of an active role differs at each scan. */
export function withUseApart(
  observed: ObservedRole,
): Pick<RoleFacts, 'role' | 'lastUsedAt' | 'lastUsedRegion'> {
  const { lastUsedAt, lastUsedRegion, ...role } = observed;
  return {
    role,
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ...(lastUsedRegion !== undefined && { lastUsedRegion }),
  };
}

/** Returns the role without its last use. */
export function withoutUse(
  read: Observation<ObservedRole>,
): Observation<ObservedRole> {
  return read.state === 'found' ? found(withUseApart(read.value).role) : read;
}

/**
 * Reads IAM objects one by one, for one observation. Each policy or provider is read once, however often it is requested. Policies are sorted by
 * name, as in bulk reads: IAM guarantees no order, and scans compare the results of both.
 */
export class IamReader {
  readonly #iam: IAMClient;
  readonly #where: string;
  readonly #policies = new Map<string, Promise<Observation<ObservedPolicy>>>();
  readonly #providers = new Map<
    string,
    Promise<Observation<ObservedOidcProvider>>
  >();

  /** `where` names the account in messages about missing permissions, if it is not the cluster's account. */
  constructor(iam: IAMClient, where = '') {
    this.#iam = iam;
    this.#where = where;
  }

  #read<T>(right: string, read: () => Promise<T>): Promise<Observation<T>> {
    return readAws(right, read, this.#where);
  }

  oidcProvider(arn: string): Promise<Observation<ObservedOidcProvider>> {
    const present = this.#providers.get(arn);
    if (present) return present;
    const read = this.#readProvider(arn);
    this.#providers.set(arn, read);
    return read;
  }

  #readProvider(arn: string): Promise<Observation<ObservedOidcProvider>> {
    return this.#read('iam:GetOpenIDConnectProvider', async () => {
      const answer = await this.#iam.send(
        new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
      );
      return {
        arn,
        url: textOf(answer.Url),
        clientIds: textsOf(answer.ClientIDList),
      };
    });
  }

  role(name: string): Promise<Observation<ObservedRole>> {
    return this.#read('iam:GetRole', async () => {
      const { Role } = await this.#iam.send(
        new GetRoleCommand({ RoleName: name }),
      );
      if (!Role) throw new Error(`no role ${name} in the answer`);
      return toRole(Role);
    });
  }

  attachedPolicies(
    roleName: string,
  ): Promise<Observation<Observation<ObservedPolicy>[]>> {
    return this.#read('iam:ListAttachedRolePolicies', async () => {
      const arns: string[] = [];
      let marker: string | undefined;
      do {
        const page = await this.#iam.send(
          new ListAttachedRolePoliciesCommand({
            RoleName: roleName,
            Marker: marker,
          }),
        );
        arns.push(...policyArnsOf(page.AttachedPolicies));
        marker = page.IsTruncated ? page.Marker : undefined;
      } while (marker !== undefined);
      return Promise.all(arns.sort().map(arn => this.policy(arn)));
    });
  }

  /** Returns all inline policies, or the reason why one could not be read. */
  async inlinePolicies(
    roleName: string,
  ): Promise<Observation<ObservedInlinePolicy[]>> {
    const names = await this.#inlinePolicyNames(roleName);
    if (names.state !== 'found') return names;
    const policies = await Promise.all(
      names.value.map(name => this.#inlinePolicy(roleName, name)),
    );
    const unread = policies.find(({ state }) => state === 'unknown');
    if (unread?.state === 'unknown') return unread;
    return found(policies.flatMap(policy => valueOf(policy) ?? []));
  }

  #inlinePolicyNames(roleName: string): Promise<Observation<string[]>> {
    return this.#read('iam:ListRolePolicies', async () => {
      const names: string[] = [];
      let marker: string | undefined;
      do {
        const page = await this.#iam.send(
          new ListRolePoliciesCommand({ RoleName: roleName, Marker: marker }),
        );
        names.push(...textsOf(page.PolicyNames));
        marker = page.IsTruncated ? page.Marker : undefined;
      } while (marker !== undefined);
      return names.sort();
    });
  }

  #inlinePolicy(
    roleName: string,
    name: string,
  ): Promise<Observation<ObservedInlinePolicy>> {
    return this.#read('iam:GetRolePolicy', async () => {
      const { PolicyDocument } = await this.#iam.send(
        new GetRolePolicyCommand({ RoleName: roleName, PolicyName: name }),
      );
      return {
        name,
        document: readDocument(textOf(PolicyDocument), 'identity'),
      };
    });
  }

  policy(arn: string): Promise<Observation<ObservedPolicy>> {
    const present = this.#policies.get(arn);
    if (present) return present;
    const read = this.#readPolicy(arn);
    this.#policies.set(arn, read);
    return read;
  }

  /** Returns the policy with the IDs of its versions. IAM keeps at most five versions. */
  async plannedPolicy(
    arn: string,
  ): Promise<Observation<ObservedPlannedPolicy>> {
    const policy = await this.policy(arn);
    if (policy.state !== 'found') return policy;
    return this.#read('iam:ListPolicyVersions', async () => {
      const { Versions } = await this.#iam.send(
        new ListPolicyVersionsCommand({ PolicyArn: arn }),
      );
      const number = (id: string) => Number(id.replace(/^v/, ''));
      const versionIds = objectsOf(Versions)
        .flatMap(({ VersionId }) => optionalText(VersionId) ?? [])
        .sort((a, b) => number(a) - number(b));
      return { ...policy.value, versionIds };
    });
  }

  async #readPolicy(arn: string): Promise<Observation<ObservedPolicy>> {
    const policy = await this.#read('iam:GetPolicy', async () => {
      const { Policy } = await this.#iam.send(
        new GetPolicyCommand({ PolicyArn: arn }),
      );
      return Policy;
    });
    if (policy.state !== 'found') return policy;
    return this.#read('iam:GetPolicyVersion', async () => {
      const versionId = optionalText(policy.value?.DefaultVersionId) ?? 'v1';
      const { PolicyVersion } = await this.#iam.send(
        new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: versionId }),
      );
      const changedAt = optionalTime(PolicyVersion?.CreateDate);
      return {
        arn,
        name: textOf(policy.value?.PolicyName),
        path: optionalText(policy.value?.Path) ?? '/',
        defaultVersionId: versionId,
        ...(changedAt !== undefined && { changedAt }),
        document: readDocument(textOf(PolicyVersion?.Document), 'identity'),
        tags: tagsOf(policy.value?.Tags),
      };
    });
  }
}
