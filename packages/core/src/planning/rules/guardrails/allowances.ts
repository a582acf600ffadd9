import type { Violation } from '../../../model/types';
import type { Allowance } from '../../../model/config';
import type { AskedRequest, RequestGuardrail } from './types';

/** Returns the requested features that must be allowed by name, each with its field and description. */
function askedFor({
  spec,
  cluster,
  accountId,
}: AskedRequest): Array<[Allowance, field: string, what: string]> {
  const asked: Array<[Allowance, string, string]> = [];
  if (spec.policyDocument !== undefined) {
    asked.push(['inline-documents', 'policyDocument', 'Policy documents']);
  }
  (spec.managedPolicyArns ?? []).forEach((_, index) => {
    asked.push([
      'managed-policies',
      `managedPolicyArns[${index}]`,
      'Managed policies',
    ]);
  });
  if (spec.adopt) asked.push(['adoption', 'adopt', 'Adoptions of roles']);
  if (accountId !== cluster.accountId) {
    asked.push([
      'cross-account-roles',
      'accountId',
      `Roles outside of the cluster's account`,
    ]);
  }
  return asked;
}

/** Allows only grants, unless administrators allow more features by name. */
export const allowances: RequestGuardrail = request =>
  askedFor(request)
    .filter(([allowance]) => !request.guardrails.allow.includes(allowance))
    .map(
      ([allowance, field, what]): Violation => ({
        field,
        rule: 'switched-off',
        message: `${what} are switched off. Use grants, or ask an administrator to add "${allowance}" to irsa.guardrails.allow.`,
      }),
    );
