import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { Grant } from '../model/types';
import { grantDefinitions } from './registry';
import { grantKeyStatements, type GrantKeys } from './utils/keyUse';
import type { GrantContext } from './types';

/**
 * Builds the permissions policy of the grants, with statements in the order of the grants. `keys` contains the KMS keys that encrypt their resources:
 * statements for the keys follow each grant.
 *
 * @throws Error - if a grant is unknown; check the spec first
 * @public
 */
export function buildPermissionsPolicy(
  grants: Grant[],
  context: GrantContext,
  keys: GrantKeys = new Map(),
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: grants.flatMap(grant => {
      const access = grantDefinitions.get(grant.service)?.access ?? {};
      if (!Object.hasOwn(access, grant.access)) {
        throw new Error(`Unknown grant ${grant.service}/${grant.access}`);
      }
      return [
        ...access[grant.access].statements(grant.resource, context),
        ...grantKeyStatements(grant, keys, context),
      ];
    }),
  };
}
