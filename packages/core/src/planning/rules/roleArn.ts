import { looksGenerated, roleNameOf } from '../../model/awsNames';
import { parseArn } from '../../arn/arn';
import { type Violation } from '../../model/types';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedRole } from '../../model/observed';
import type { Desired } from '../types';
import { recordedArns } from '../ownership/records';

function sameFolded(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Refuses another path for a role that the ServiceAccount already has: IAM cannot move a role, and role names are unique in an account. */
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
      message: `Role ${role.arn} belongs to this ServiceAccount, and IAM cannot move a role to ${path}. Set roleName too, so that a new role replaces it.`,
    },
  ];
}

/**
 * Refuses another path for the policy of an adopted role. Policy names are unique in an account regardless of their path, and an adopted role keeps
 * its own path, so another `rolePath` would only request the same policy again.
 */
export function checkPolicyPath(
  { adoptedBy, policy, policyArn, roleArn }: Desired,
  { attachedPolicies }: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  if (adoptedBy === undefined || !policy) return [];
  const present = [
    ...recordedArns('policy', recorded),
    ...(valueOf(attachedPolicies) ?? []).flatMap(
      read => valueOf(read)?.arn ?? [],
    ),
  ].find(
    arn => arn !== policyArn && sameFolded(nameIn(arn), nameIn(policyArn)),
  );
  if (present === undefined) return [];
  const path = parseArn(present)?.resource.replace(/^policy|[^/]*$/g, '');
  return [
    {
      field: 'rolePath',
      rule: 'role-path-moved',
      message: `Policy ${present} of the adopted role ${roleArn} exists, and IAM cannot move a policy to another path. Set rolePath to ${path}.`,
    },
  ];
}

/** Returns the account and name of an IAM object, without its path. */
function nameIn(arn: string): string {
  return `${parseArn(arn)?.accountId} ${arn.split('/').pop()}`;
}

/** Requires the exact letter case of an existing role's name: IAM ignores letter case in names, but records do not. */
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
      message: `Role ${name} exists, and IAM ignores letter case in role names. Set roleName to ${name}.`,
    },
  ];
}

/** Refuses a new role whose name looks generated: it could be the name of another ServiceAccount's role. */
export function checkNewName(
  { spec, roleName, roleArn }: Desired,
  { config, role }: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const isTaken =
    spec.roleName !== undefined &&
    role.state === 'absent' &&
    looksGenerated(roleName) &&
    !recorded.has(roleArn) &&
    roleName !== roleNameOf(config, spec.namespace, spec.name);
  return isTaken
    ? [
        {
          field: 'roleName',
          rule: 'role-name-generated',
          message: `Role name "${roleName}" ends with "-" and 10 hexadecimal digits, which is reserved for generated names. Choose another name, or leave it out.`,
        },
      ]
    : [];
}
