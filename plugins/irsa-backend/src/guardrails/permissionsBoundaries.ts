import type { RequestGuardrail } from './types';

/** The boundary of the account is the only one that roles may have there. */
export const permissionsBoundaries: RequestGuardrail = ({
  guardrails,
  accountId,
  spec,
}) => {
  const required = guardrails.permissionsBoundaries[accountId];
  const asked = spec.permissionsBoundaryArn;
  return required === undefined || asked === undefined || asked === required
    ? []
    : [
        {
          field: 'permissionsBoundaryArn',
          rule: 'permissions-boundary',
          message: `Roles in account ${accountId} have the boundary ${required}, not ${asked}: leave it out.`,
        },
      ];
};
