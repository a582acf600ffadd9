import { parseRoleArn } from '../arn/arn';
import { type LayerReading } from '../model/types';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { policySetOf, type PolicySet } from './policySet';

/**
 * What was observed, from the side of the role that pods get in the end: the target role, where the association names one. A grant to be the target
 * is the associated role's own.
 */
export function seenFromPods(observed: Observed): Observed {
  const { target, association, grants } = observed;
  const targetRoleArn = valueOf(association)?.targetRoleArn;
  return target
    ? {
        ...observed,
        ...target,
        grants: grants.filter(
          ({ service, resource }) =>
            service !== 'sts' || resource !== targetRoleArn,
        ),
        known: {},
      }
    : observed;
}

/** How pods come to the target role, in words. */
function chainOf({ association, target }: Observed): string | undefined {
  const { roleArn, targetRoleArn } = valueOf(association) ?? {};
  if (!target || roleArn === undefined || targetRoleArn === undefined) {
    return undefined;
  }
  const from = parseRoleArn(roleArn);
  return `These are the policies of the target role ${targetRoleArn}: EKS comes to it by role ${
    from?.name ?? roleArn
  } of account ${
    from?.accountId ?? 'unknown'
  }, whose own policies pods do not have.`;
}

/** The policies that decide what pods may do, with the session chain where there is one. */
export function policySetOfPods(observed: Observed): PolicySet {
  const { policies, layers } = policySetOf(seenFromPods(observed));
  const chain = chainOf(observed);
  const told = (layer: LayerReading): LayerReading =>
    layer.layer === 'identity' && layer.state === 'read'
      ? { ...layer, reason: chain }
      : layer;
  return { policies, layers: chain === undefined ? layers : layers.map(told) };
}
