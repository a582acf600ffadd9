import type { GovernanceContext } from '@backstage-irsa/core/findings';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import {
  verifySubject,
  type KnownSubject,
  type VerifiedSubjects,
} from './verifySubject';

/** Some that are verified together. */
export interface SubjectBatch {
  subjects: KnownSubject[];
  context: GovernanceContext;
}

/** Verifies some, with a pause after each. A thread calls it as the default export, and does not pause. */
export default async function verifySubjects(
  { subjects, context }: SubjectBatch,
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
