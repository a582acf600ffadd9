import type { Violation } from '../../../model/types';
import { needsPodRole } from '../../../model/awsNames';
import type { AskedRequest, RequestGuardrail } from './types';

/** Returns violations for accounts without a configured permissions boundary, unless administrators explicitly allow roles without one. */
function missing({
  guardrails,
  accountId,
  cluster,
  spec,
}: AskedRequest): Violation[] {
  if (guardrails.allow.includes('no-boundary')) return [];
  const accounts = needsPodRole(spec, cluster)
    ? [accountId, cluster.accountId]
    : [accountId];
  return accounts
    .filter(account => guardrails.permissionsBoundaries[account] === undefined)
    .map(account => ({
      field: 'permissionsBoundaryArn',
      rule: 'permissions-boundary-missing',
      message: `Account ${account} has no permissions boundary for roles. Ask an administrator to set irsa.guardrails.permissionsBoundaries for it, or to add "no-boundary" to irsa.guardrails.allow.`,
    }));
}

/** Requires the account's permissions boundary for roles, and allows no other if one is configured. */
export const permissionsBoundaries: RequestGuardrail = request => {
  const { guardrails, accountId, spec } = request;
  const required = guardrails.permissionsBoundaries[accountId];
  const asked = spec.permissionsBoundaryArn;
  return required === undefined || asked === undefined || asked === required
    ? missing(request)
    : [
        {
          field: 'permissionsBoundaryArn',
          rule: 'permissions-boundary',
          message: `Roles in account ${accountId} must have the permissions boundary ${required}, not ${asked}. Leave it out.`,
        },
      ];
};
