/** Returns a rule of `irsa.namespaceRules`, by default for all clusters, namespaces, and resources. */
export function namespaceRule(
  owners: string[],
  change: {
    namespaces?: string[];
    resources?: string[];
    accounts?: string[];
  } = {},
) {
  const all = ['*'];
  return {
    ...{ owners, clusters: all, namespaces: all, resources: all },
    ...change,
  };
}
