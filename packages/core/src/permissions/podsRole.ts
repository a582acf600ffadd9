import { parseRoleArn } from '../arn/arn';
import { type LayerReading } from '../model/types';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { policySetOf, type PolicySet } from './policySet';

/**
 * Returns the observations from the perspective of the role that pods get in the end: the target role, if the association names one. The grant to
 * assume the target belongs to the associated role, so it is left out.
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

/** Describes how pods get the target role. */
function chainOf({ association, target }: Observed): string | undefined {
  const { roleArn, targetRoleArn } = valueOf(association) ?? {};
  if (!target || roleArn === undefined || targetRoleArn === undefined) {
    return undefined;
  }
  const from = parseRoleArn(roleArn);
  return `These are the policies of the target role ${targetRoleArn}. EKS assumes it through role ${
    from?.name ?? roleArn
  } of account ${
    from?.accountId ?? 'unknown'
  }, whose own policies pods do not have.`;
}

/** Returns the policies that decide what pods can do, with a description of the role chain if there is one. */
export function policySetOfPods(observed: Observed): PolicySet {
  const { policies, layers } = policySetOf(seenFromPods(observed));
  const chain = chainOf(observed);
  const told = (layer: LayerReading): LayerReading =>
    layer.layer === 'identity' && layer.state === 'read'
      ? { ...layer, reason: chain }
      : layer;
  return { policies, layers: chain === undefined ? layers : layers.map(told) };
}
