import type { Violation } from '@backstage-irsa/plugin-irsa-common';
import type { ObservedRole } from '../observe/types';
import type { Desired } from '../plan/desired';

function sameFolded(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** IAM moves no role to another path, and has its name only once. */
export function checkPath(
  role: ObservedRole | undefined,
  { roleArn, path }: Desired,
  recorded: ReadonlySet<string>,
): Violation[] {
  if (!role || sameFolded(role.arn, roleArn) || !recorded.has(role.arn)) {
    return [];
  }
  return [
    {
      field: 'rolePath',
      rule: 'role-path-moved',
      message: `Role ${role.arn} is this ServiceAccount's, and IAM moves no role to ${path}. Give a roleName too, so that a new role takes its place.`,
    },
  ];
}

/** IAM finds a role in any letter case, and our records only in its own. */
export function checkNameCase(
  role: ObservedRole | undefined,
  { roleName }: Desired,
): Violation[] {
  const name = role?.arn.split('/').pop();
  if (name === undefined || name === roleName) return [];
  return [
    {
      field: 'roleName',
      rule: 'role-name-case',
      message: `Role ${name} exists, and IAM does not tell letter case apart. Write roleName as ${name}.`,
    },
  ];
}
