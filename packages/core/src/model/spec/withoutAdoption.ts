import type { IamServiceAccountSpec } from '../types';

/**
 * Returns a recorded spec as the base of a new one. What it adopted stays adopted, so the new spec does not request the adoption, and the permission
 * for it, again.
 *
 * @public
 */
export function withoutAdoption(
  spec: IamServiceAccountSpec,
): IamServiceAccountSpec {
  const { adopt, ...rest } = spec;
  return rest;
}
