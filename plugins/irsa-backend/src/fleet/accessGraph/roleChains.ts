import {
  canAssume,
  type ChainedRole,
  type RoleChain,
} from '@backstage-irsa/core/accessGraph';
import { readDocument, type RoleFacts } from '@backstage-irsa/core/model';
import {
  trustedPrincipals,
  type ControlsFor,
  type ReadPolicies,
} from '@backstage-irsa/core/permissions';
import { Breather } from '../../permissions/evaluator/Breather';
import type { PolicySets } from '../../permissions/PolicySets';
import type { RoleRow } from '../store/inventory/rows';

/** The policies of a role whose policies are not stored. */
const NO_POLICIES: ReadPolicies = {
  ...{ identityPolicies: [], invalid: [], unread: true },
};

/** Returns what decides which other roles each role can assume, by the ID of the role. */
export async function chainedRolesOf(
  rows: Pick<RoleRow, 'id' | 'arn' | 'policy_set' | 'facts'>[],
  policySets: PolicySets,
): Promise<Map<string, ChainedRole>> {
  const sets = await policySets.getMany([
    ...new Set(rows.map(row => row.policy_set)),
  ]);
  return new Map(
    rows.map(({ id, arn, policy_set, facts }) => {
      const { role }: RoleFacts = JSON.parse(facts);
      const { text } = role.trust;
      const { document: trust } = readDocument(text, 'trust');
      return [
        id,
        {
          ...{ id, arn, tags: role.tags },
          ...(trust && { trust }),
          trusted: trustedPrincipals(text),
          policies: sets.get(policy_set)?.policies ?? NO_POLICIES,
        },
      ];
    }),
  );
}

/** Which roles of a graph can assume which others, and of which this is unknown. */
export interface RoleChains {
  chains: RoleChain[];
  unknown: RoleChain[];
}

/** Decides for each pair of roles whether one can assume the other. Gives other work a turn in between. */
export async function findRoleChains(
  roles: ChainedRole[],
  controlsFor: ControlsFor,
): Promise<RoleChains> {
  const breather = new Breather();
  const now = new Date();
  const found: RoleChains = { chains: [], unknown: [] };
  for (const from of roles) {
    for (const to of roles) {
      await breather.pause();
      const answer = canAssume(from, to, { controlsFor, now });
      const chain = { from: from.id, to: to.id };
      if (answer === 'yes') found.chains.push(chain);
      if (answer === 'unknown') found.unknown.push(chain);
    }
  }
  return found;
}
