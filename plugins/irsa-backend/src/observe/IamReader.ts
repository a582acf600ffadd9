import {
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  type IAMClient,
  type Role,
  type Tag,
} from '@aws-sdk/client-iam';
import { readDocument } from './document';
import { found, valueOf, type Observation } from './observation';
import { readAws } from './read';
import type {
  ObservedInlinePolicy,
  ObservedOidcProvider,
  ObservedPlannedPolicy,
  ObservedPolicy,
  ObservedRole,
} from './types';
import { checked, POLICY, PROVIDER, ROLE, TEXTS } from './shapes';

function tagsOf(tags: Tag[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']),
  );
}

/** A role as `GetRole` tells it. */
export function toRole(role: Role): ObservedRole {
  return checked(ROLE, {
    arn: role.Arn ?? '',
    id: role.RoleId ?? '',
    name: role.RoleName ?? '',
    path: role.Path ?? '/',
    trust: readDocument(role.AssumeRolePolicyDocument ?? '', 'trust'),
    ...(role.PermissionsBoundary?.PermissionsBoundaryArn !== undefined && {
      permissionsBoundaryArn: role.PermissionsBoundary.PermissionsBoundaryArn,
    }),
    maxSessionDurationSeconds: role.MaxSessionDuration ?? 3600,
    createdAt: role.CreateDate?.toISOString() ?? '',
    ...(role.RoleLastUsed?.LastUsedDate && {
      lastUsedAt: role.RoleLastUsed.LastUsedDate.toISOString(),
    }),
    tags: tagsOf(role.Tags),
  });
}

/** Narrow reads of IAM for one observation. A policy is read once, however often it is asked for. */
export class IamReader {
  readonly #iam: IAMClient;
  readonly #where: string;
  readonly #policies = new Map<string, Promise<Observation<ObservedPolicy>>>();

  /** `where` names the account in what is said of missing rights, where that is not the cluster's. */
  constructor(iam: IAMClient, where = '') {
    this.#iam = iam;
    this.#where = where;
  }

  #read<T>(right: string, read: () => Promise<T>): Promise<Observation<T>> {
    return readAws(right, read, this.#where);
  }

  oidcProvider(arn: string): Promise<Observation<ObservedOidcProvider>> {
    return this.#read('iam:GetOpenIDConnectProvider', async () => {
      const answer = await this.#iam.send(
        new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
      );
      return checked(PROVIDER, {
        arn,
        url: answer.Url ?? '',
        clientIds: answer.ClientIDList ?? [],
      });
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
        const policies = page.AttachedPolicies ?? [];
        arns.push(...policies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
        marker = page.IsTruncated ? page.Marker : undefined;
      } while (marker !== undefined);
      return Promise.all(checked(TEXTS, arns).map(arn => this.policy(arn)));
    });
  }

  /** All of them, or what kept one from being read. */
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
        names.push(...(page.PolicyNames ?? []));
        marker = page.IsTruncated ? page.Marker : undefined;
      } while (marker !== undefined);
      return checked(TEXTS, names);
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
        document: readDocument(PolicyDocument ?? '', 'identity'),
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

  /** The policy with the ids of its versions, of which IAM keeps five. */
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
      const versionIds = (Versions ?? [])
        .flatMap(({ VersionId }) => VersionId ?? [])
        .sort((a, b) => number(a) - number(b));
      return { ...policy.value, versionIds: checked(TEXTS, versionIds) };
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
      const versionId = policy.value?.DefaultVersionId ?? 'v1';
      const { PolicyVersion } = await this.#iam.send(
        new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: versionId }),
      );
      return checked(POLICY, {
        arn,
        name: policy.value?.PolicyName ?? '',
        path: policy.value?.Path ?? '/',
        defaultVersionId: versionId,
        document: readDocument(PolicyVersion?.Document ?? '', 'identity'),
        ...(PolicyVersion?.CreateDate && {
          changedAt: PolicyVersion.CreateDate.toISOString(),
        }),
        tags: tagsOf(policy.value?.Tags),
      });
    });
  }
}
