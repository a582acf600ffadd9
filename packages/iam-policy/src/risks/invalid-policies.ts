import type { NamedPolicy } from '../document/types';
import type { Access } from '../effective/access';
import { compilePolicy } from '../evaluate/compile';
import { invalidPolicy } from '../evaluate/layer';
import type { InvalidPolicy } from '../document/types';
import type { Risk, RiskOptions } from './types';

/** Reports broken documents: what they grant is unknown, and some of their Deny statements can be missing. */
export function invalidPolicies(
  { layers }: Access,
  { trustPolicy, resourcePolicies = [] }: RiskOptions,
): Risk[] {
  const invalid = [
    ...layers.invalid,
    ...(trustPolicy ? broken(trustPolicy, 'trust') : []),
    ...resourcePolicies.flatMap(policy => broken(policy, 'resource')),
  ];
  return invalid.map(({ layer, policy, path, reason }) => ({
    id: 'invalid-policy',
    severity: 'low',
    message: `Policy ${policy} is not a valid document, so its risks are unknown: ${
      path ? `${path}: ` : ''
    }${reason}`,
    evidence: [{ layer, policy, statement: 0 }],
  }));
}

function broken(
  policy: NamedPolicy,
  layer: 'trust' | 'resource',
): InvalidPolicy[] {
  const { error } = compilePolicy(policy, layer);
  return error ? [invalidPolicy(layer, policy.name, error)] : [];
}
