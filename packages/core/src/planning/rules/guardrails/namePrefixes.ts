import type { AskedRequest, RequestGuardrail } from './types';

/** Checks the name that roles of the request have in an account. One of the prefixes that apply is enough. */
function checkPrefix(
  { guardrails, spec, owner, roleName }: AskedRequest,
  accountId: string,
) {
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
      message: `Role name "${roleName}" in account ${accountId} does not begin with ${prefixes
        .map(prefix => `"${prefix}"`)
        .join(' or ')}. ${advice}`,
    },
  ];
}

/** Requires a role name prefix by account and owner. The pod role has the name of its target role, so the prefixes of both accounts apply. */
export const namePrefixes: RequestGuardrail = request => [
  ...checkPrefix(request, request.accountId),
  ...(request.podRole ? checkPrefix(request, request.cluster.accountId) : []),
];
