import { accountIdOf, parseArn } from '@backstage-irsa/core/arn';
import { makeAccount } from '../company/accounts';
import type {
  Account,
  IamGroup,
  IamRole,
  IamUser,
  InstanceProfile,
  ManagedPolicy,
  Tag,
} from '../state/account';
import type { Exported } from './exportFile';

/** Returns the account of an export of `aws iam get-account-authorization-details`, with an administrator user of the sandbox. @throws ExportError */
export function readAccount(details: Exported, now: Date): Account {
  const roles = details.at('RoleDetailList').list().map(readRole);
  const users = details.at('UserDetailList').list().map(readUser);
  const policies = details.at('Policies').list().map(readPolicy);
  const arns = [...roles, ...users, ...policies].map(({ arn }) => arn);
  const wrong = arns.find(arn => accountIdOf(arn) === '');
  if (wrong !== undefined) {
    throw details.wrong(`the ARN "${wrong}" has no 12-digit account ID`);
  }
  const [id, ...others] = new Set(
    arns.map(accountIdOf).filter(account => account !== 'aws'),
  );
  if (id === undefined) {
    throw details.wrong(
      'it has no role, user or policy that shows the account',
    );
  }
  if (others.length > 0) {
    throw details.wrong(
      `it must be of one account, but its ARNs name ${[id, ...others].join(
        ' and ',
      )}`,
    );
  }
  const account = makeAccount(id, id, now);
  const partition = parseArn(arns[0])?.partition;
  if (partition !== undefined) account.partition = partition;
  policies.forEach(policy => account.policies.set(policy.arn, policy));
  roles.forEach(role => account.roles.set(role.name.toLowerCase(), role));
  for (const group of details.at('GroupDetailList').list().map(readGroup)) {
    account.groups.set(group.name.toLowerCase(), group);
  }
  for (const user of users) {
    const key = user.name.toLowerCase();
    if (!account.users.has(key)) {
      account.users.set(key, user);
    }
  }
  account.rolesQuota = 1000 * Math.ceil((roles.length + 500) / 1000);
  return account;
}

function readRole(role: Exported): IamRole {
  const lastUsed = role.at('RoleLastUsed');
  const boundary = role.at('PermissionsBoundary').at('PermissionsBoundaryArn');
  return {
    arn: role.at('Arn').text(),
    id: role.at('RoleId').text(),
    name: role.at('RoleName').text(),
    path: role.at('Path').text(),
    createdAt: role.at('CreateDate').date(new Date(0)),
    trustPolicy: role.at('AssumeRolePolicyDocument').document(),
    // The export does not contain it. This is the default of a role.
    maxSessionDurationSeconds: 3600,
    ...(boundary.value !== undefined && {
      permissionsBoundaryArn: boundary.text(),
    }),
    attachedPolicyArns: attachedOf(role),
    inlinePolicies: new Map(inlineOf(role, 'RolePolicyList')),
    tags: tagsOf(role),
    ...(lastUsed.has('LastUsedDate') && {
      lastUsed: {
        at: lastUsed.at('LastUsedDate').date(new Date(0)),
        region: lastUsed.at('Region').optionalText() ?? '',
      },
    }),
    instanceProfiles: profilesOf(role),
  };
}

/** Returns the instance profiles that contain the role: some emulators list every profile under each role. */
function profilesOf(role: Exported): InstanceProfile[] {
  const arn = role.at('Arn').text();
  return role
    .at('InstanceProfileList')
    .list()
    .filter(profile =>
      profile
        .at('Roles')
        .list()
        .some(each => each.at('Arn').text() === arn),
    )
    .map(readProfile);
}

function readProfile(profile: Exported): InstanceProfile {
  return {
    arn: profile.at('Arn').text(),
    id: profile.at('InstanceProfileId').text(),
    name: profile.at('InstanceProfileName').text(),
    path: profile.at('Path').text(),
    createdAt: profile.at('CreateDate').date(new Date(0)),
  };
}

function readUser(user: Exported): IamUser {
  const boundary = user.at('PermissionsBoundary').at('PermissionsBoundaryArn');
  return {
    ...readHolder(user, 'User'),
    accessKeys: [],
    ...(boundary.value !== undefined && {
      permissionsBoundaryArn: boundary.text(),
    }),
    groups: user
      .at('GroupList')
      .list()
      .map(group => group.text()),
    tags: tagsOf(user),
  };
}

function readGroup(group: Exported): IamGroup {
  return readHolder(group, 'Group');
}

function readHolder(holder: Exported, kind: 'User' | 'Group'): IamGroup {
  return {
    arn: holder.at('Arn').text(),
    id: holder.at(`${kind}Id`).text(),
    name: holder.at(`${kind}Name`).text(),
    path: holder.at('Path').text(),
    createdAt: holder.at('CreateDate').date(new Date(0)),
    attachedPolicyArns: attachedOf(holder),
    inlinePolicies: new Map(
      inlineOf(holder, `${kind}PolicyList`).map(([name, text]) => [
        name,
        JSON.parse(text),
      ]),
    ),
  };
}

function readPolicy(policy: Exported): ManagedPolicy {
  const versions = policy
    .at('PolicyVersionList')
    .list()
    .map(version => ({
      id: version.at('VersionId').text(),
      document: version.at('Document').document(),
      createdAt: version.at('CreateDate').date(new Date(0)),
    }));
  const defaultVersionId = policy.at('DefaultVersionId').text();
  if (!versions.some(({ id }) => id === defaultVersionId)) {
    throw policy.wrong(
      `PolicyVersionList lacks the default version ${defaultVersionId}`,
    );
  }
  const createdAt = policy.at('CreateDate').date(new Date(0));
  const description = policy.at('Description').optionalText();
  return {
    arn: policy.at('Arn').text(),
    id: policy.at('PolicyId').text(),
    name: policy.at('PolicyName').text(),
    path: policy.at('Path').optionalText() ?? '/',
    ...(description !== undefined && { description }),
    createdAt,
    updatedAt: policy.at('UpdateDate').date(createdAt),
    defaultVersionId,
    versions,
    tags: tagsOf(policy),
  };
}

function attachedOf(holder: Exported): string[] {
  return holder
    .at('AttachedManagedPolicies')
    .list()
    .map(policy => policy.at('PolicyArn').text());
}

function inlineOf(holder: Exported, list: string): [string, string][] {
  return holder
    .at(list)
    .list()
    .map(policy => [
      policy.at('PolicyName').text(),
      policy.at('PolicyDocument').document(),
    ]);
}

function tagsOf(holder: Exported): Tag[] {
  return holder
    .at('Tags')
    .list()
    .map(tag => ({ key: tag.at('Key').text(), value: tag.at('Value').text() }));
}
