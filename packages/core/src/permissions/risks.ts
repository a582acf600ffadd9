import {
  findRisks,
  type ActionCatalogue,
  type WorkBudget,
} from '@backstage-irsa/iam-policy';
import type { Risk } from '../model/types';
import { catalogueFor } from './catalogueFor';
import { evaluablePolicies, type PolicySet } from './policySet';

interface Known {
  catalogue: ActionCatalogue;
  now: Date;
  /** The work limit; by default, a fraction of a second. */
  budget?: WorkBudget;
}

const SEVEREST_FIRST: Risk['severity'][] = ['high', 'medium', 'low'];

/** Returns the risks in what the policies of a set grant, regardless of who can assume the role. */
export function policyRisks(set: PolicySet, known: Known): Risk[] {
  const { identityPolicies, permissionsBoundary, sessionPolicies } =
    evaluablePolicies(set);
  return findRisks(identityPolicies, {
    ...{ ...known, permissionsBoundary, sessionPolicies },
    catalogue: catalogueFor(set.partition, known.catalogue),
  });
}

/** Adds the risks from the principals that the trust policy of the set admits. */
export function withTrustRisks(
  risks: Risk[],
  set: PolicySet,
  known: Known,
): Risk[] {
  const { trustPolicy } = evaluablePolicies({
    ...set,
    policies: set.policies.filter(({ kind }) => kind === 'trust'),
  });
  if (!trustPolicy) return risks;
  return [...risks, ...findRisks([], { ...known, trustPolicy })].sort(
    (a, b) =>
      SEVEREST_FIRST.indexOf(a.severity) - SEVEREST_FIRST.indexOf(b.severity),
  );
}
