import { worstRisk } from '@backstage-irsa/core/findings';
import type {
  EntityAccess,
  IamServiceAccount,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { accessStatusOf, worstFirst } from '@backstage-irsa/core/status';

/** How many IAM service accounts are read at once to summarize entities. */
const READ_AT_ONCE = 500;

/** An entity of a request, and its claim if the caller can see it. */
interface Asked<Claim> {
  entityRef: string;
  claim: Claim | undefined;
}

/** Divides entities into parts whose IAM service accounts are read together, so that a request does not hold all of them at once. */
export function inParts<Claim extends { refs: ServiceAccountRef[] }>(
  all: Asked<Claim>[],
): Asked<Claim>[][] {
  const parts: Asked<Claim>[][] = [[]];
  let size = 0;
  for (const one of all) {
    const more = one.claim?.refs.length ?? 0;
    if (size > 0 && size + more > READ_AT_ONCE) {
      parts.push([]);
      size = 0;
    }
    parts[parts.length - 1].push(one);
    size += more;
  }
  return parts;
}

/** Returns a summary of the access of an entity. Empty if the entity has no access. */
export function summaryOf(
  entityRef: string,
  accounts: IamServiceAccount[],
): EntityAccess[] {
  const [worst] = worstFirst(accounts);
  if (!worst) return [];
  const proof = worst.verification?.liveProof;
  return [
    {
      entityRef,
      serviceAccounts: accounts.length,
      status: accessStatusOf(worst),
      provedAt: proof?.result === 'proved' ? proof.at : null,
      risk:
        worstRisk(
          accounts.flatMap(({ permissions }) => permissions?.risks ?? []),
        ) ?? null,
    },
  ];
}
