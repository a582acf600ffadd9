import type { GovernanceContext } from '@backstage-irsa/core/findings';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import {
  verifySubject,
  type KnownSubject,
  type VerifiedSubjects,
} from './verifySubject';

/** Verifies some IAM service accounts, with a pause after each. */
export async function verifySubjects(
  {
    subjects,
    context,
  }: { subjects: KnownSubject[]; context: GovernanceContext },
  pause?: () => Promise<void>,
): Promise<VerifiedSubjects> {
  const catalogue = await loadCatalogue();
  const verified: VerifiedSubjects = {
    page: { serviceAccounts: [], policySets: [], places: [], states: [] },
    findings: [],
    answered: new Map(),
  };
  for (const subject of subjects) {
    verifySubject(subject, { catalogue, context }, verified);
    await pause?.();
  }
  return verified;
}
