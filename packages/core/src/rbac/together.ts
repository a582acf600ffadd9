import type { EscalationGrant } from './escalationGrants';

/** Each value once, in the order of the first of each. */
export const distinct = (values: string[]): string[] => [...new Set(values)];

/** The namespaces of all of them; undefined when one is of all there are. */
export function namespacesOf(
  escalationGrants: EscalationGrant[],
): string[] | undefined {
  return escalationGrants.some(({ namespaces }) => namespaces === undefined)
    ? undefined
    : distinct(
        escalationGrants.flatMap(({ namespaces = [] }) => namespaces),
      ).sort();
}

/** The IAM principals that have permissions, all of one subject. */
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

/** Values with the same key together, in the order of the first of each. */
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
