import type { EscalationGrant } from './escalationGrants';

/** Removes duplicates and keeps the order of first occurrences. */
export const distinct = (values: string[]): string[] => [...new Set(values)];

/** Returns the namespaces of all grants; undefined if a grant applies to all namespaces. */
export function namespacesOf(
  escalationGrants: EscalationGrant[],
): string[] | undefined {
  return escalationGrants.some(({ namespaces }) => namespaces === undefined)
    ? undefined
    : distinct(
        escalationGrants.flatMap(({ namespaces = [] }) => namespaces),
      ).sort();
}

/** Returns the IAM principals of grants that have the same subject. */
export function principalsOf(
  escalationGrants: EscalationGrant[],
  bySubject: Map<string, string[]>,
): string[] {
  const [{ subject }] = escalationGrants;
  return distinct([
    ...escalationGrants.flatMap(({ principal }) => principal ?? []),
    ...(bySubject.get(subject) ?? []),
  ]);
}

/** Groups values by key, in the order of first occurrences. */
export function groupedBy<T>(values: T[], keyOf: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return [...groups.values()];
}
