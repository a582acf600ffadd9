/** What often names a service: labels of the ServiceAccount, then tags of its role, in lower case. */
const LABELS = ['app.kubernetes.io/name', 'app'];
const TAGS = ['service', 'application', 'app', 'component'];

/** What charts and tools add to the name of a service. */
const ENDING = /-(sa|service-?account)$/;

/** A name that may be that of a component, and what says so, in words. */
interface SaidName {
  name: string;
  reason: string;
}

/** The names that a ServiceAccount and its role suggest, the surest first. */
export function namesOf({
  namespace,
  name,
  labels,
  tags,
}: {
  namespace: string;
  name: string;
  labels: Record<string, string>;
  tags: Record<string, string>;
}): SaidName[] {
  const tagged = new Map(
    Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]),
  );
  return [
    ...LABELS.map(key => ({
      name: labels[key],
      reason: `Label ${key} of the ServiceAccount`,
    })),
    ...TAGS.map(key => ({
      name: tagged.get(key),
      reason: `Tag ${key} of the role`,
    })),
    { name, reason: 'Name of the ServiceAccount' },
    { name: name.replace(ENDING, ''), reason: 'Name of the ServiceAccount' },
    { name: namespace, reason: 'Name of the namespace' },
  ].flatMap(({ name: said, reason }) => (said ? [{ name: said, reason }] : []));
}
