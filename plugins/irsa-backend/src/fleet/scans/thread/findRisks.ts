import type { Risk } from '@backstage-irsa/core/model';
import { servicesOf } from '@backstage-irsa/core/nodeRoles';
import {
  evaluablePolicies,
  policyRisks,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';

/** What is told of a set of policies before anybody asks. */
export interface SetRisks {
  risks: Risk[];
  /** IAM prefixes of the services that it allows anything in, `*` for all. */
  services: string[];
}

/** Looks for the dangers in some sets of policies, with a pause after each. Answers in their order. */
export async function findRisks(
  { sets, now }: { sets: PolicySet[]; now: Date },
  pause?: () => Promise<void>,
): Promise<SetRisks[]> {
  const catalogue = await loadCatalogue();
  const found: SetRisks[] = [];
  for (const set of sets) {
    found.push({
      risks: policyRisks(set, { catalogue, now }),
      services: servicesOfSet(set),
    });
    await pause?.();
  }
  return found;
}

/** IAM prefixes of the services that the identity policies of a set allow anything in. */
export function servicesOfSet(set: PolicySet): string[] {
  const { identityPolicies } = evaluablePolicies(set);
  return [
    ...new Set(
      identityPolicies.flatMap(({ document }) => servicesOf(document)),
    ),
  ];
}
