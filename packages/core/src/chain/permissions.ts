import type { ChainLink } from '../model/types';
import { command } from '../model/shell';
import { valueOf } from '../model/observation';
import type { Observed, ObservedPolicy } from '../model/observed';
import { fact, missing } from './facts';
import { roleNameOf } from './roleName';

function readPolicy({ arn, defaultVersionId }: ObservedPolicy): string {
  return command(
    'aws',
    'iam',
    'get-policy-version',
    '--policy-arn',
    arn,
    '--version-id',
    defaultVersionId,
  );
}

function attachedOf({ attachedPolicies }: Observed): ObservedPolicy[] {
  return (valueOf(attachedPolicies) ?? []).flatMap(
    policy => valueOf(policy) ?? [],
  );
}

function verifyCommandsOf(observed: Observed): string[] {
  const name = roleNameOf(observed);
  if (name === undefined) return [];
  const ofRole = ['--role-name', name];
  const boundary = valueOf(observed.permissionsBoundary);
  return [
    command('aws', 'iam', 'list-attached-role-policies', ...ofRole),
    ...attachedOf(observed).map(readPolicy),
    command('aws', 'iam', 'list-role-policies', ...ofRole),
    ...(valueOf(observed.inlinePolicies) ?? []).map(policy =>
      command(
        'aws',
        'iam',
        'get-role-policy',
        ...ofRole,
        '--policy-name',
        policy.name,
      ),
    ),
    ...(boundary ? [readPolicy(boundary)] : []),
  ];
}

/** Returns the permissions link, which lists the role's policies by name. */
export function permissionsLink(observed: Observed): ChainLink {
  const { role, attachedPolicies, inlinePolicies, permissionsBoundary } =
    observed;
  const attached = attachedOf(observed);
  const inline = valueOf(inlinePolicies) ?? [];
  const names = [...attached, ...inline].map(({ name }) => name);
  const unread = (valueOf(attachedPolicies) ?? []).flatMap(policy =>
    missing('A managed policy', policy),
  );
  return {
    link: 'permissions',
    name: names.length > 0 ? names.join(', ') : null,
    facts:
      role.state === 'found'
        ? [
            ...attached.flatMap(({ arn }) => fact('Managed policy', arn)),
            ...unread,
            ...missing('Managed policies', attachedPolicies),
            ...inline.flatMap(({ name }) => fact('Inline policy', name)),
            ...missing('Inline policies', inlinePolicies),
            ...fact('Permissions boundary', valueOf(permissionsBoundary)?.arn),
            ...(permissionsBoundary.state === 'unknown'
              ? missing('Permissions boundary', permissionsBoundary)
              : []),
          ]
        : missing('Role', role),
    verifyCommands: verifyCommandsOf(observed),
  };
}
