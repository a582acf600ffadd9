import type { NamedPolicy } from '@backstage-irsa/iam-policy';

/** The types of `iam:SimulatePrincipalPolicy`'s context entries that this product sends. */
export type ContextType =
  | 'string'
  | 'stringList'
  | 'numeric'
  | 'boolean'
  | 'ip'
  | 'date'
  | 'binary';

/** Global keys that are sent although no policy of the role asks for them. */
const BOOLEANS = ['aws:securetransport', 'aws:viaawsservice'];
const LISTS = ['aws:principalorgpaths', 'aws:resourceorgpaths'];

const FAMILIES: [RegExp, ContextType][] = [
  [/Numeric/, 'numeric'],
  [/Bool/, 'boolean'],
  [/IpAddress/, 'ip'],
  [/Date/, 'date'],
  [/Binary/, 'binary'],
];

/** The type of a condition key, as the operators say that policies hold it against; a text when none does. */
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
