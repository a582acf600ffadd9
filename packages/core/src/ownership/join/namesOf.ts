/** The labels of a ServiceAccount and the tags of a role that often name a service, in lower case. */
const LABELS = ['app.kubernetes.io/name', 'app'];
const TAGS = ['service', 'application', 'app', 'component'];

/** Matches the suffix that charts and tools append to the name of a service. */
const ENDING = /-(sa|service-?account)$/;

/** A possible component name, with a description of its source. */
interface SaidName {
  name: string;
  reason: string;
}

/** Returns the component names that a ServiceAccount and its role suggest, the most reliable first. */
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
