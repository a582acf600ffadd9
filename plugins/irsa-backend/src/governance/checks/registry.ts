import type { GovernanceCheck, GovernanceSubject } from '../types';

/** Every governance check. */
export const checks: readonly GovernanceCheck[] = [];

const byKind = new Map<GovernanceSubject['kind'], GovernanceCheck[]>();
for (const check of checks) {
  const { subject } = check.meta;
  byKind.set(subject, [...(byKind.get(subject) ?? []), check]);
}

/** The checks by the kind of their subject. */
export const registry = {
  of: (kind: GovernanceSubject['kind']): GovernanceCheck[] =>
    byKind.get(kind) ?? [],
};
