import type {
  Account,
  IamGroup,
  IamRole,
  IamUser,
  ManagedPolicy,
} from '../../state/account';
import { list, text } from '../protocol/fields';
import { percentEncode } from '../protocol/encoding';
import { page } from '../protocol/page';
import type { XmlObject } from '../protocol/xml';
import { groupsOf } from '../access/policies';
import { queryOperation } from '../query/operation';
import { paging } from './fields';
import {
  attachedXml,
  isAwsManaged,
  policySummary,
  PolicyUses,
  versionXml,
} from './policies';
import { pageXml } from './paging';
import { roleExtras, roleSummary } from './roles';
import { tagsXml } from './tagging';

const FILTERS = [
  'User',
  'Role',
  'Group',
  'LocalManagedPolicy',
  'AWSManagedPolicy',
];

type Detail =
  | { kind: 'User'; user: IamUser }
  | { kind: 'Group'; group: IamGroup }
  | { kind: 'Role'; role: IamRole }
  | { kind: 'LocalManagedPolicy' | 'AWSManagedPolicy'; policy: ManagedPolicy };

/** Returns users, groups, roles, and policies as one list with pages: a page can contain items of each kind. */
export const getAccountAuthorizationDetails = queryOperation({
  name: 'GetAccountAuthorizationDetails',
  write: false,
  input: { Filter: list(text({ oneOf: FILTERS })), ...paging },
  access: () => [
    { action: 'iam:GetAccountAuthorizationDetails', resource: '*' },
  ],
  run: (input, { caller: { account }, now }) => {
    const uses = PolicyUses.of(account);
    const shown = page(
      detailsOf(account, uses).filter(
        ({ kind }) => input.Filter.length === 0 || input.Filter.includes(kind),
      ),
      { key: keyOf, marker: input.Marker, limit: input.MaxItems ?? 100 },
    );
    return {
      UserDetailList: shown.items.flatMap(detail =>
        detail.kind === 'User' ? [userXml(account, detail.user)] : [],
      ),
      GroupDetailList: shown.items.flatMap(detail =>
        detail.kind === 'Group' ? [groupXml(account, detail.group)] : [],
      ),
      RoleDetailList: shown.items.flatMap(detail =>
        detail.kind === 'Role' ? [roleXml(account, detail.role, now)] : [],
      ),
      Policies: shown.items.flatMap(detail =>
        'policy' in detail ? [policyXml(detail.policy, uses)] : [],
      ),
      ...pageXml(shown),
    };
  },
});

function detailsOf(account: Account, uses: PolicyUses): Detail[] {
  return [
    ...[...account.users.values()].map(
      user => ({ kind: 'User', user } as const),
    ),
    ...[...account.groups.values()].map(
      group => ({ kind: 'Group', group } as const),
    ),
    ...[...account.roles.values()].map(
      role => ({ kind: 'Role', role } as const),
    ),
    ...[...account.policies.values()].flatMap((policy): Detail[] => {
      if (!isAwsManaged(policy)) {
        return [{ kind: 'LocalManagedPolicy', policy }];
      }
      // AWS managed policies are listed only if they are used.
      const use = uses.for(policy.arn);
      return use.attached + use.boundaries > 0
        ? [{ kind: 'AWSManagedPolicy', policy }]
        : [];
    }),
  ];
}

function keyOf(detail: Detail): string {
  const order = FILTERS.indexOf(detail.kind);
  if (detail.kind === 'User') {
    return `${order}${detail.user.name.toLowerCase()}`;
  }
  if (detail.kind === 'Group') {
    return `${order}${detail.group.name.toLowerCase()}`;
  }
  return detail.kind === 'Role'
    ? `${order}${detail.role.name.toLowerCase()}`
    : `${order}${detail.policy.arn}`;
}

function userXml(account: Account, user: IamUser): XmlObject {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: user.createdAt,
    UserPolicyList: inlineXml(user),
    GroupList: groupsOf(account, user).map(({ name }) => name),
    AttachedManagedPolicies: attachedXml(account, user.attachedPolicyArns),
    ...(user.permissionsBoundaryArn !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: user.permissionsBoundaryArn,
      },
    }),
    Tags: tagsXml(user.tags ?? []),
  };
}

function groupXml(account: Account, group: IamGroup): XmlObject {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: group.arn,
    CreateDate: group.createdAt,
    GroupPolicyList: inlineXml(group),
    AttachedManagedPolicies: attachedXml(account, group.attachedPolicyArns),
  };
}

function inlineXml({ inlinePolicies }: IamUser | IamGroup): XmlObject[] {
  return [...inlinePolicies].map(([name, document]) => ({
    PolicyName: name,
    PolicyDocument: percentEncode(JSON.stringify(document)),
  }));
}

function roleXml(account: Account, role: IamRole, now: Date): XmlObject {
  const {
    Description: _description,
    MaxSessionDuration: _duration,
    ...summary
  } = roleSummary(role);
  return {
    ...summary,
    InstanceProfileList: (role.instanceProfiles ?? []).map(profile => ({
      Path: profile.path,
      InstanceProfileName: profile.name,
      InstanceProfileId: profile.id,
      Arn: profile.arn,
      CreateDate: profile.createdAt,
      Roles: [summary],
    })),
    RolePolicyList: [...role.inlinePolicies].map(([name, document]) => ({
      PolicyName: name,
      PolicyDocument: percentEncode(document),
    })),
    AttachedManagedPolicies: attachedXml(account, role.attachedPolicyArns),
    ...roleExtras(role, now),
    // Unlike GetRole, this operation returns an empty list for a role without tags.
    Tags: tagsXml(role.tags),
  };
}

function policyXml(policy: ManagedPolicy, uses: PolicyUses): XmlObject {
  return {
    ...policySummary(policy, uses.for(policy.arn)),
    Description: policy.description,
    PolicyVersionList: policy.versions.map(version =>
      versionXml(policy, version, true),
    ),
  };
}
