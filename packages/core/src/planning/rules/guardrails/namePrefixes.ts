import type { RequestGuardrail } from './types';

/** Requires a role name prefix by account and owner. One of the prefixes that apply is enough. */
export const namePrefixes: RequestGuardrail = ({
  guardrails,
  accountId,
  spec,
  owner,
  roleName,
}) => {
  const prefixes = guardrails.namePrefixes
    .filter(
      ({ accounts, owners }) =>
        (accounts?.includes(accountId) ?? true) &&
        (owners === undefined ||
          (owner !== undefined && owners.includes(owner))),
    )
    .map(({ prefix }) => prefix);
  if (
    prefixes.length === 0 ||
    prefixes.some(prefix => roleName.startsWith(prefix))
  ) {
    return [];
  }
  const [field, advice] =
    spec.roleName === undefined
      ? ['name', 'Rename the ServiceAccount, or set roleName.']
      : ['roleName', 'Change roleName.'];
  return [
    {
      field,
      rule: 'name-prefix',
      message: `Role name "${roleName}" does not begin with ${prefixes
        .map(prefix => `"${prefix}"`)
        .join(' or ')}. ${advice}`,
    },
  ];
};
