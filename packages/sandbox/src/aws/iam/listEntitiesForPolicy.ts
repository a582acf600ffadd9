import type { Account, IamRole, IamUser } from '../../state/account';
import { optional, text } from '../protocol/fields';
import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { arn, paging, pathPrefix } from './fields';
import { policyAccess, requirePolicy } from './policies';
import { pageXml } from './paging';

type Entity = { user: IamUser } | { role: IamRole };

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
        ['user' in entity ? 'User' : 'Role', undefined].includes(
          input.EntityFilter,
        ) && pathOf(entity).startsWith(input.PathPrefix ?? '/'),
    );
    const shown = page(entities, {
      key: entity => ('user' in entity ? entity.user : entity.role).arn,
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return {
      PolicyGroups: [],
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

function pathOf(entity: Entity): string {
  return 'user' in entity ? entity.user.path : entity.role.path;
}

function entitiesOf(
  account: Account,
  policyArn: string,
  usage: string | undefined,
): Entity[] {
  const attached = (holder: IamUser | IamRole) =>
    usage !== 'PermissionsBoundary' &&
    holder.attachedPolicyArns.includes(policyArn);
  const bounded = (role: IamRole) =>
    usage !== 'PermissionsPolicy' && role.permissionsBoundaryArn === policyArn;
  return [
    ...[...account.users.values()].filter(attached).map(user => ({ user })),
    ...[...account.roles.values()]
      .filter(role => attached(role) || bounded(role))
      .map(role => ({ role })),
  ];
}
