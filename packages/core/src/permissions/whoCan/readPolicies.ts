import {
  invalidPoliciesOf,
  type EvaluablePolicies,
  type PolicySet,
} from '../policySet';

/** The parsed policies of a set, and which of them could not be read. */
export interface ReadPolicies
  extends Omit<EvaluablePolicies, 'sessionPolicies'> {
  unread: boolean;
  /** The names of policies whose documents could not be parsed. */
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
