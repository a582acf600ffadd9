import type { ChainLink } from '../model/types';
import { command } from '../model/shell';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { fact, missing } from './facts';
import { roleArnOf, roleNameOf } from './roleName';

/** Returns the role link. */
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
      ...(role ? [] : fact('Requested', roleArnOf(observed))),
      ...fact('Role ID', role?.id),
      ...fact('Path', role?.path),
      ...fact('Longest session', role && `${role.maxSessionDurationSeconds} s`),
      ...fact('Permissions boundary', role?.permissionsBoundaryArn),
      ...fact('Created', role?.createdAt),
      ...fact('Target role', target && valueOf(target.role)?.arn),
    ],
    verifyCommands:
      name === undefined
        ? []
        : [command('aws', 'iam', 'get-role', '--role-name', name)],
  };
}
