import type { NamedPolicy } from '@backstage-irsa/iam-policy';

/** The types of context entries that Backstage sends to `iam:SimulatePrincipalPolicy`. */
export type ContextType =
  | 'string'
  | 'stringList'
  | 'numeric'
  | 'boolean'
  | 'ip'
  | 'date'
  | 'binary';

/** Global condition keys that are sent even if no policy of the role uses them. */
const BOOLEANS = ['aws:securetransport', 'aws:viaawsservice'];
const LISTS = ['aws:principalorgpaths', 'aws:resourceorgpaths'];

const FAMILIES: [RegExp, ContextType][] = [
  [/Numeric/, 'numeric'],
  [/Bool/, 'boolean'],
  [/IpAddress/, 'ip'],
  [/Date/, 'date'],
  [/Binary/, 'binary'],
];

/**
 * Returns the type of a condition key, based on the operators with which policies use it. Without one, the type is based on the key and its values.
 */
export function contextType(
  key: string,
  values: string[],
  policies: NamedPolicy[],
): ContextType {
  const operator = policies
    .flatMap(({ document }) => [document.Statement].flat())
    .flatMap(({ Condition = {} }) => Object.entries(Condition))
    .filter(([, keys]) =>
      Object.keys(keys).some(name => name.toLowerCase() === key.toLowerCase()),
    )
    .map(([name]) => FAMILIES.find(([pattern]) => pattern.test(name)))
    .find(family => family !== undefined);
  if (operator) return operator[1];
  if (BOOLEANS.includes(key.toLowerCase())) return 'boolean';
  if (LISTS.includes(key.toLowerCase())) return 'stringList';
  return values.length > 1 ? 'stringList' : 'string';
}
