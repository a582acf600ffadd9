import type {
  AttachedPolicy,
  GroupDetail,
  PolicyDetail,
  Role,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import {
  objectsOf,
  optionalText,
  textOf,
  textsOf,
  readDocument,
  unknown,
  type ObservedPolicy,
  type OwnPolicies,
  type RoleFacts,
  type UserFacts,
} from '@backstage-irsa/core/model';
import { policyArnsOf, tagsOf, toRole, withUseApart } from '../IamReader';
import { boundaryOf, type PolicyOf } from '../roles';

/** Matches any trust policy that refers to EKS, however it is written. */
const TRUSTS_EKS = /oidc\.eks\.|pods\.eks\.amazonaws\.com/;

/** Whether pods may use a role, judged by the text of its trust policy. */
export function trustsEks(trust: string): boolean {
  return TRUSTS_EKS.test(trust);
}

/** Returns the policies of a user, a group, or a role, in the same order as narrow reads. */
async function ownPolicies(
  inline: PolicyDetail[] | undefined,
  attached: AttachedPolicy[] | undefined,
  policyOf: PolicyOf,
): Promise<OwnPolicies> {
  return {
    attachedPolicies: await Promise.all(
      policyArnsOf(attached)
        .sort()
        .map(arn => policyOf(arn)),
    ),
    inlinePolicies: objectsOf(inline)
      .map(({ PolicyName, PolicyDocument }) => ({
        name: textOf(PolicyName),
        document: readDocument(textOf(PolicyDocument), 'identity'),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** Converts a role from the account details. `durations` holds the session durations other than one hour, by role name. */
export async function toRoleFacts(
  detail: RoleDetail,
  durations: Map<string, number>,
  policyOf: PolicyOf,
): Promise<RoleFacts> {
  const role = toRole({
    ...detail,
    MaxSessionDuration: durations.get(textOf(detail.RoleName)),
  } as Role);
  return {
    ...withUseApart(role),
    ...(await ownPolicies(
      detail.RolePolicyList,
      detail.AttachedManagedPolicies,
      policyOf,
    )),
    permissionsBoundary: await boundaryOf(
      role.permissionsBoundaryArn,
      policyOf,
    ),
  };
}

/** The groups of an account. Their policies are read when a user belongs to them. */
export class Groups {
  readonly #details = new Map<string, GroupDetail>();
  readonly #read = new Map<string, Promise<UserFacts['groups'][number]>>();
  readonly #policyOf: PolicyOf;

  constructor(policyOf: PolicyOf) {
    this.#policyOf = policyOf;
  }

  add(detail: GroupDetail): void {
    this.#details.set(textOf(detail.GroupName), detail);
  }

  get(name: string): Promise<UserFacts['groups'][number]> {
    const reading = this.#read.get(name) ?? this.#readOne(name);
    this.#read.set(name, reading);
    return reading;
  }

  /** Reads a group. A group created after the account read began is unknown, and so are the permissions that it gives. */
  async #readOne(name: string): Promise<UserFacts['groups'][number]> {
    const detail = this.#details.get(name);
    if (!detail) {
      const unread = unknown<ObservedPolicy>(`Group ${name} was not read.`);
      return { name, attachedPolicies: [unread], inlinePolicies: [] };
    }
    const { GroupPolicyList, AttachedManagedPolicies } = detail;
    return {
      name,
      ...(await ownPolicies(
        GroupPolicyList,
        AttachedManagedPolicies,
        this.#policyOf,
      )),
    };
  }
}

/** Converts a user from the account details, with the policies of its groups. */
export async function toUserFacts(
  detail: UserDetail,
  groups: Groups,
  policyOf: PolicyOf,
): Promise<UserFacts> {
  return {
    arn: textOf(detail.Arn),
    name: textOf(detail.UserName),
    tags: tagsOf(detail.Tags),
    ...(await ownPolicies(
      detail.UserPolicyList,
      detail.AttachedManagedPolicies,
      policyOf,
    )),
    permissionsBoundary: await boundaryOf(
      optionalText(detail.PermissionsBoundary?.PermissionsBoundaryArn),
      policyOf,
    ),
    groups: await Promise.all(
      textsOf(detail.GroupList).map(name => groups.get(name)),
    ),
  };
}
