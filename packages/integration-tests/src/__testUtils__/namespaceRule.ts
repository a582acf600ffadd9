/** A rule of `irsa.namespaceRules`: without a change for all clusters, namespaces and resources. */
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
