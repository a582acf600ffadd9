import type { ChainLink } from '@backstage-irsa/plugin-irsa-common';
import { command } from '../checks/shell';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import { fact, missing } from './facts';
import { roleArnOf, roleNameOf } from './roleName';

/** The role. */
export function roleLink(observed: Observed): ChainLink {
  const role = valueOf(observed.role);
  const name = roleNameOf(observed);
  const { target } = observed;
  return {
    link: 'role',
    name: role?.name ?? null,
    ...(role && { arn: role.arn }),
    facts: [
      ...missing('Role', observed.role),
      ...(role ? [] : fact('Asked for', roleArnOf(observed))),
      ...fact('Role ID', role?.id),
      ...fact('Path', role?.path),
      ...fact('Longest session', role && `${role.maxSessionDurationSeconds} s`),
      ...fact('Permissions boundary', role?.permissionsBoundaryArn),
      ...fact('Created', role?.createdAt),
      ...fact('Goes on to', target && valueOf(target.role)?.arn),
    ],
    confirm:
      name === undefined
        ? []
        : [command('aws', 'iam', 'get-role', '--role-name', name)],
  };
}
