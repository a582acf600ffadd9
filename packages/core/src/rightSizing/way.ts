import type { RightSizeProposal, Violation } from '../model/types';
import { describeTool } from '../planning/rules/otherTools';
import { foreignPolicies, rulingSpec } from './sources';
import type { RightSizeInput } from './types';

/** By which way a role can be made smaller, and why not by our own plan. */
export function wayOf(
  input: RightSizeInput,
): Pick<RightSizeProposal, 'way' | 'wayReason'> {
  const { account, role, sharedWith } = input;
  const { delivery, managedBy } = account;
  if (sharedWith.length > 0) {
    const others = sharedWith.join(', ');
    return rulingSpec(input)
      ? {
          way: 'none',
          wayReason: `Role ${role.name} is shared with ${others}, and AWS's report does not tell them apart: take what nobody needs out of the spec of each.`,
        }
      : {
          way: 'by-hand',
          wayReason: `Role ${role.name} is shared with ${others}: AWS's report is about all of them together, and the change would be too.`,
        };
  }
  if (delivery && account.spec) {
    return {
      way: 'pull-request',
      wayReason: `Another tool was asked to make role ${role.name}: ask it for less by a pull request.`,
    };
  }
  if (managedBy) {
    return {
      way: 'by-hand',
      wayReason: `Role ${role.name} is not changed here, since ${describeTool(
        managedBy,
      )}, which would undo it: change it there.`,
    };
  }
  if (!rulingSpec(input)) {
    return {
      way: 'by-hand',
      wayReason: `This product did not make role ${role.name}, and does not change it.`,
    };
  }
  return { way: 'plan' };
}

/** Whether commands are offered: in place of our plan, or for the policies that it does not reach. */
export function isByHand(
  input: RightSizeInput,
  way: RightSizeProposal['way'],
): boolean {
  return (
    way === 'by-hand' || (way === 'plan' && foreignPolicies(input).length > 0)
  );
}

/** Why a proposal cannot be carried out by our plan; nothing when it can. */
export function brokenWay({
  way,
  wayReason,
  spec,
}: Pick<RightSizeProposal, 'way' | 'wayReason' | 'spec'>): Violation[] {
  if (way !== 'plan') {
    const message = wayReason ?? 'It is not changed here.';
    return [{ field: 'id', rule: 'not-by-our-plan', message }];
  }
  return spec
    ? []
    : [
        {
          field: 'drop',
          rule: 'nothing-to-take-away',
          message: 'Name what is to be taken away: nothing is surely unused.',
        },
      ];
}
