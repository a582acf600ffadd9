import type { RightSizeProposal, Violation } from '../model/types';
import { describeTool } from '../planning/rules/otherTools';
import { foreignPolicies, rulingSpec } from './sources';
import type { RightSizeInput } from './types';

/** Returns how a role can be made smaller, and why not by a plan of Backstage. */
export function methodOf(
  input: RightSizeInput,
): Pick<RightSizeProposal, 'method' | 'methodReason'> {
  const { account, role, sharedWith } = input;
  const { delivery, managedBy } = account;
  if (sharedWith.length > 0) {
    const others = sharedWith.join(', ');
    return rulingSpec(input)
      ? {
          method: 'none',
          methodReason: `Role ${role.name} is shared with ${others}, and AWS's report does not distinguish them. Remove what none of them needs from the spec of each.`,
        }
      : {
          method: 'manual',
          methodReason: `Role ${role.name} is shared with ${others}: AWS's report covers all of them together, and so would the change.`,
        };
  }
  if (delivery && account.spec) {
    return {
      method: 'pull-request',
      methodReason: `Another tool manages role ${role.name}. Reduce its permissions with a pull request to that tool.`,
    };
  }
  if (managedBy) {
    return {
      method: 'manual',
      methodReason: `Role ${
        role.name
      } cannot be changed here, because ${describeTool(
        managedBy,
      )}, which would revert the change. Change the role there.`,
    };
  }
  if (!rulingSpec(input)) {
    return {
      method: 'manual',
      methodReason: `Role ${role.name} is not managed by Backstage, so Backstage does not change it.`,
    };
  }
  return { method: 'plan' };
}

/** Checks whether to offer commands: in place of a plan, or for the policies that a plan does not change. */
export function isByHand(
  input: RightSizeInput,
  method: RightSizeProposal['method'],
): boolean {
  return (
    method === 'manual' ||
    (method === 'plan' && foreignPolicies(input).length > 0)
  );
}

/** Returns why a plan cannot apply a proposal; empty if it can. */
export function brokenMethod({
  method,
  methodReason,
  spec,
}: Pick<RightSizeProposal, 'method' | 'methodReason' | 'spec'>): Violation[] {
  if (method !== 'plan') {
    const message = methodReason ?? 'The role cannot be changed here.';
    return [{ field: 'id', rule: 'no-automatic-plan', message }];
  }
  return spec
    ? []
    : [
        {
          field: 'drop',
          rule: 'nothing-to-remove',
          message:
            'Select what to remove: nothing is unused with high confidence.',
        },
      ];
}
