import type { PolicyDocument } from '@backstage-irsa/iam-policy';

const VARIABLE = /\$\{([^},\s]+:[^},]+?)\s*(?:,[^}]*)?\}/g;

/**
 * Returns the condition keys that documents use in conditions and policy variables. The list is sorted, and keys that differ only in case appear
 * once.
 */
export function contextKeysOf(documents: PolicyDocument[]): string[] {
  const byName = new Map<string, string>();
  for (const document of documents) {
    for (const statement of [document.Statement].flat()) {
      const keys = Object.values(statement.Condition ?? {}).flatMap(test =>
        Object.keys(test),
      );
      // In older policy versions, `${…}` is plain text.
      const variables =
        document.Version === '2012-10-17'
          ? [...JSON.stringify(statement).matchAll(VARIABLE)].map(
              ([, key]) => key,
            )
          : [];
      for (const key of [...keys, ...variables]) {
        byName.set(key.toLowerCase(), byName.get(key.toLowerCase()) ?? key);
      }
    }
  }
  return [...byName.values()].sort();
}
