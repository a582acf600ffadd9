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

/**
 * Returns the observations from the perspective of what pods can do: an association takes precedence over an annotation. Checks use `seenFromPods`,
 * because only `single-mechanism` reports the association.
 */
export function withRoleOfPods(observed: Observed): Observed {
  const { overriding, association } = observed;
  if (association.state !== 'found') return seenFromPods(observed);
  const mechanism = 'pod-identity';
  return overriding
    ? { ...observed, ...overriding, mechanism, grants: [], known: {} }
    : { ...seenFromPods(observed), mechanism };
}

/** Describes how pods get a role that nothing of the ServiceAccount names. */
function chainOf({
  association,
  overriding,
  target,
}: Observed): string | undefined {
  const { roleArn, targetRoleArn } = valueOf(association) ?? {};
  if (overriding && targetRoleArn === undefined) {
    return `These are the policies of role ${roleArn}. The EKS Pod Identity association gives it to pods, and takes precedence over the annotation.`;
  }
  if (
    !(target ?? overriding) ||
    roleArn === undefined ||
    targetRoleArn === undefined
  ) {
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
  const set = policySetOf(withRoleOfPods(observed));
  const chain = chainOf(observed);
  const told = (layer: LayerReading): LayerReading =>
    layer.layer === 'identity' && layer.state === 'read'
      ? { ...layer, reason: chain }
      : layer;
  return chain === undefined ? set : { ...set, layers: set.layers.map(told) };
}
