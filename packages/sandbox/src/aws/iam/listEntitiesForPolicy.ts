import type { Account, IamGroup, IamRole, IamUser } from '../../state/account';
import { optional, text } from '../protocol/fields';
import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { arn, paging, pathPrefix } from './fields';
import { policyAccess, requirePolicy } from './policies';
import { pageXml } from './paging';

type Entity =
  | { user: IamUser; kind: 'User' }
  | { group: IamGroup; kind: 'Group' }
  | { role: IamRole; kind: 'Role' };

export const listEntitiesForPolicy = queryOperation({
  name: 'ListEntitiesForPolicy',
  write: false,
  input: {
    PolicyArn: arn,
    EntityFilter: optional(
      text({
        oneOf: [
          'User',
          'Role',
          'Group',
          'LocalManagedPolicy',
          'AWSManagedPolicy',
        ],
      }),
    ),
    PathPrefix: pathPrefix,
    PolicyUsageFilter: optional(
      text({ oneOf: ['PermissionsPolicy', 'PermissionsBoundary'] }),
    ),
    ...paging,
  },
  access: ({ PolicyArn }, context) => [
    policyAccess('iam:ListEntitiesForPolicy', PolicyArn, context),
  ],
  run: (input, { caller: { account } }) => {
    requirePolicy(account, input.PolicyArn);
    const entities = entitiesOf(
      account,
      input.PolicyArn,
      input.PolicyUsageFilter,
    ).filter(
      entity =>
        entity.kind === (input.EntityFilter ?? entity.kind) &&
        holderOf(entity).path.startsWith(input.PathPrefix ?? '/'),
    );
    const shown = page(entities, {
      key: entity => holderOf(entity).arn,
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return {
      PolicyGroups: shown.items.flatMap(entity =>
        'group' in entity
          ? [{ GroupName: entity.group.name, GroupId: entity.group.id }]
          : [],
      ),
      PolicyUsers: shown.items.flatMap(entity =>
        'user' in entity
          ? [{ UserName: entity.user.name, UserId: entity.user.id }]
          : [],
      ),
      PolicyRoles: shown.items.flatMap(entity =>
        'role' in entity
          ? [{ RoleName: entity.role.name, RoleId: entity.role.id }]
          : [],
      ),
      ...pageXml(shown),
    };
  },
});

function holderOf(entity: Entity): IamUser | IamGroup | IamRole {
  if (entity.kind === 'User') return entity.user;
  return entity.kind === 'Group' ? entity.group : entity.role;
}

function entitiesOf(
  account: Account,
  policyArn: string,
  usage: string | undefined,
): Entity[] {
  const attached = (holder: IamUser | IamGroup | IamRole) =>
    usage !== 'PermissionsBoundary' &&
    holder.attachedPolicyArns.includes(policyArn);
  const bounded = (holder: IamUser | IamRole) =>
    usage !== 'PermissionsPolicy' &&
    holder.permissionsBoundaryArn === policyArn;
  return [
    ...[...account.users.values()]
      .filter(user => attached(user) || bounded(user))
      .map(user => ({ user, kind: 'User' } as const)),
    ...[...account.groups.values()]
      .filter(attached)
      .map(group => ({ group, kind: 'Group' } as const)),
    ...[...account.roles.values()]
      .filter(role => attached(role) || bounded(role))
      .map(role => ({ role, kind: 'Role' } as const)),
  ];
}
