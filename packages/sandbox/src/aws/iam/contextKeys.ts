import type { PolicyDocument } from '@backstage-irsa/iam-policy';

const VARIABLE = /\$\{([^},\s]+:[^},]+?)\s*(?:,[^}]*)?\}/g;

/** The condition keys that documents ask for, in conditions and in policy variables, sorted, each once whatever its case. */
export function contextKeysOf(documents: PolicyDocument[]): string[] {
  const byName = new Map<string, string>();
  for (const document of documents) {
    for (const statement of [document.Statement].flat()) {
      const keys = Object.values(statement.Condition ?? {}).flatMap(test =>
        Object.keys(test),
      );
      // Before this version `${…}` is plain text.
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
