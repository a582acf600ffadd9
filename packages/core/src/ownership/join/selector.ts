type Labels = Record<string, string>;

/** A requirement of a label selector. */
export interface Requirement {
  key: string;
  /** The values; absent for `exists`. */
  values?: string[];
  not: boolean;
}

/** The maximum length of a selector, in characters. Anyone can write one into their entity, and each is tested on all objects that scans find. */
const MOST_CHARACTERS = 10_000;

/** Matches a requirement. Commas separate requirements, and also the values in parentheses. */
const REQUIREMENT = /(?:[^,(]|\([^)]*\)?)+/g;

const KEY = /^(?:[a-z0-9.-]+\/)?[\w.-]+$/i;

function requirementOf(text: string): Requirement | undefined {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set) {
    const values = set[3].split(',').map(value => value.trim());
    return { key: set[1], values, not: set[2] === 'notin' };
  }
  const equal = /^([^=!\s]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(text);
  if (equal)
    return { key: equal[1], values: [equal[3]], not: equal[2] === '!=' };
  const exists = /^(!?)\s*([^=!\s]+)$/.exec(text);
  return exists ? { key: exists[2], not: exists[1] === '!' } : undefined;
}

/**
 * Parses a label selector; undefined if it is invalid, empty, or too long.
 * Source: "Labels and Selectors", Kubernetes documentation.
 */
export function parseSelector(text: string): Requirement[] | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const parts = (text.match(REQUIREMENT) ?? [])
    .map(part => part.trim())
    .filter(part => part !== '');
  const requirements = parts.map(requirementOf);
  const valid = requirements.flatMap(one =>
    one && KEY.test(one.key) ? one : [],
  );
  return parts.length > 0 && valid.length === parts.length ? valid : undefined;
}

/** Checks whether labels match every requirement. A missing label matches a negated requirement. */
export function meets(labels: Labels, requirements: Requirement[]): boolean {
  return requirements.every(({ key, values, not }) => {
    const has =
      Object.hasOwn(labels, key) && (values?.includes(labels[key]) ?? true);
    return has !== not;
  });
}
