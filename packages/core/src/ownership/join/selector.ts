type Labels = Record<string, string>;

/** A requirement of a label selector. */
export interface Requirement {
  key: string;
  /** Absent for `exists`. */
  values?: string[];
  not: boolean;
}

/** The longest selector that is read, in characters. Anyone may write one into an entity of theirs, and each is tried on all that scans find. */
const MOST_CHARACTERS = 10_000;

/** Requirements are parted by commas, and so are the values in brackets. */
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
 * Reads a label selector; undefined when it is none, asks for nothing, or is too long.
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

/** Whether labels meet every requirement. A label that is not there meets what is asked not to be. */
export function meets(labels: Labels, requirements: Requirement[]): boolean {
  return requirements.every(({ key, values, not }) => {
    const has =
      Object.hasOwn(labels, key) && (values?.includes(labels[key]) ?? true);
    return has !== not;
  });
}
