import { accountIdOf } from '@backstage-irsa/core/arn';
import type { Account, ManagedPolicy } from '../../state/account';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { percentEncode } from '../protocol/encoding';
import type { XmlObject } from '../protocol/xml';
import { invalidInput, noSuchEntity } from './errors';
import { tagContext } from './tagging';

const POLICY_ARN =
  /^arn:(aws[a-z-]*):iam::(\d{12}|aws):policy\/[\u0021-\u007E]+$/;

export function policyArn(
  account: Account,
  path: string,
  name: string,
): string {
  return `arn:${account.partition}:iam::${account.id}:policy${path}${name}`;
}

/** Returns the managed policy with this ARN. Throws `NoSuchEntity`, or `InvalidInput` if the ARN is not a policy's. */
export function requirePolicy(account: Account, arn: string): ManagedPolicy {
  if (!POLICY_ARN.test(arn)) {
    throw invalidInput(`ARN ${arn} is not valid.`);
  }
  const policy = account.policies.get(arn);
  if (!policy) {
    throw noSuchEntity(`Policy ${arn} was not found.`);
  }
  return policy;
}

/** Returns the managed policy with this ARN, to attach it or use it as a permissions boundary. Throws like `requirePolicy`. */
export function requireAttachablePolicy(
  account: Account,
  arn: string,
): ManagedPolicy {
  if (!POLICY_ARN.test(arn)) {
    throw invalidInput(`ARN ${arn} is not valid.`);
  }
  const policy = account.policies.get(arn);
  if (!policy) {
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  }
  return policy;
}

/** Checks whether a policy is an AWS managed policy, which belongs to no account. */
export function isAwsManaged(policy: ManagedPolicy): boolean {
  return accountIdOf(policy.arn) === 'aws';
}

/** Returns the managed policy with this ARN, to change it. Throws `InvalidInput` for an AWS managed policy, which cannot be changed. */
export function requireOwnPolicy(account: Account, arn: string): ManagedPolicy {
  const policy = requirePolicy(account, arn);
  if (isAwsManaged(policy)) {
    throw invalidInput('Policy is outside your own account.');
  }
  return policy;
}

/** Returns a version of a policy. Throws `NoSuchEntity`. */
export function requireVersion(
  policy: ManagedPolicy,
  id: string,
): ManagedPolicy['versions'][number] {
  const version = policy.versions.find(candidate => candidate.id === id);
  if (!version) {
    throw noSuchEntity(
      `Policy ${policy.arn} version ${id} does not exist or is not attachable.`,
    );
  }
  return version;
}

/** Returns the access for an action on a managed policy. */
export function policyAccess(
  action: string,
  arn: string,
  { caller: { account } }: OperationContext,
  context: Record<string, string | string[]> = {},
): Access {
  const tags = account.policies.get(arn)?.tags ?? [];
  return {
    action,
    resource: arn,
    shownResource: `policy ${arn}`,
    context: {
      ...tagContext('aws:ResourceTag', tags),
      ...tagContext('iam:ResourceTag', tags),
      ...context,
    },
  };
}

/** The number of users, groups, and roles that a policy is attached to, and the number of users and roles that it limits as a boundary. */
export interface PolicyUse {
  attached: number;
  boundaries: number;
}

/** The usage of all managed policies in an account at one time, counted in one pass. */
export class PolicyUses {
  readonly #uses = new Map<string, PolicyUse>();

  private constructor() {}

  static of({ users, groups, roles }: Account): PolicyUses {
    const uses = new PolicyUses();
    for (const { attachedPolicyArns } of groups.values()) {
      attachedPolicyArns.forEach(arn => uses.#add(arn, 'attached'));
    }
    for (const { attachedPolicyArns, permissionsBoundaryArn } of [
      ...users.values(),
      ...roles.values(),
    ]) {
      attachedPolicyArns.forEach(arn => uses.#add(arn, 'attached'));
      if (permissionsBoundaryArn !== undefined) {
        uses.#add(permissionsBoundaryArn, 'boundaries');
      }
    }
    return uses;
  }

  for(arn: string): PolicyUse {
    return this.#uses.get(arn) ?? { attached: 0, boundaries: 0 };
  }

  #add(arn: string, kind: keyof PolicyUse): void {
    const use = this.for(arn);
    this.#uses.set(arn, { ...use, [kind]: use[kind] + 1 });
  }
}

/** Returns a policy as list operations show it. */
export function policySummary(
  policy: ManagedPolicy,
  use: PolicyUse,
): XmlObject {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: use.attached,
    PermissionsBoundaryUsageCount: use.boundaries,
    IsAttachable: true,
    CreateDate: policy.createdAt,
    UpdateDate: policy.updatedAt,
  };
}

/** Returns a policy version. List operations omit the document. */
export function versionXml(
  policy: ManagedPolicy,
  version: ManagedPolicy['versions'][number],
  withDocument: boolean,
): XmlObject {
  return {
    Document: withDocument ? percentEncode(version.document) : undefined,
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersionId,
    CreateDate: version.createdAt,
  };
}

/** Returns the attached policies of a user, group, or role, with name and ARN. */
export function attachedXml(account: Account, arns: string[]): XmlObject[] {
  return arns.map(arn => ({
    PolicyName: account.policies.get(arn)?.name ?? arn.split('/').pop(),
    PolicyArn: arn,
  }));
}
