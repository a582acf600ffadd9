import {
  invalidPoliciesOf,
  type EvaluablePolicies,
  type PolicySet,
} from '../policySet';

/** The policies of a set ready to be asked, and what of them could not be read. */
export interface ReadPolicies
  extends Omit<EvaluablePolicies, 'sessionPolicies'> {
  unread: boolean;
  /** The names of those whose documents could not be read. */
  invalid: string[];
}

export function readPolicies(
  set: PolicySet,
  policies: Omit<EvaluablePolicies, 'sessionPolicies'>,
): ReadPolicies {
  const invalid = invalidPoliciesOf(set).map(({ policy }) => policy);
  const isUnread = set.layers.some(
    ({ layer, state }) =>
      state === 'not-read' &&
      (layer === 'identity' || layer === 'permissions-boundary'),
  );
  return { ...policies, unread: isUnread || invalid.length > 0, invalid };
}
