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
          methodReason: `Role ${role.name} is shared with ${others}, and AWS's report does not tell them apart: take what nobody needs out of the spec of each.`,
        }
      : {
          method: 'manual',
          methodReason: `Role ${role.name} is shared with ${others}: AWS's report is about all of them together, and the change would be too.`,
        };
  }
  if (delivery && account.spec) {
    return {
      method: 'pull-request',
      methodReason: `Another tool was asked to make role ${role.name}: ask it for less by a pull request.`,
    };
  }
  if (managedBy) {
    return {
      method: 'manual',
      methodReason: `Role ${
        role.name
      } is not changed here, since ${describeTool(
        managedBy,
      )}, which would undo it: change it there.`,
    };
  }
  if (!rulingSpec(input)) {
    return {
      method: 'manual',
      methodReason: `Role ${role.name} is not managed by Backstage, which does not change it.`,
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
    const message = methodReason ?? 'It is not changed here.';
    return [{ field: 'id', rule: 'no-automatic-plan', message }];
  }
  return spec
    ? []
    : [
        {
          field: 'drop',
          rule: 'nothing-to-remove',
          message: 'Name what is to be removed: nothing is surely unused.',
        },
      ];
}
