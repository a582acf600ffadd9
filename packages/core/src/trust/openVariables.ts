import {
  variablesIn,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';

type Version = Pick<PolicyDocument, 'Version'>;
type IsOpen = (condition: { key: string }) => boolean;

const VARIABLE = /\$\{[^{}]*\}/g;

/** Returns the open keys of the policy variables in texts. Only documents of version 2012-10-17 have variables. */
export function openVariables(
  texts: string[],
  { Version: version }: Version,
  isOpen: IsOpen,
): string[] {
  return version === '2012-10-17'
    ? variablesIn(texts).filter(key => isOpen({ key }))
    : [];
}

/** Returns the texts of Resource or NotResource that have open variables. */
export function openResources(
  { Resource, NotResource }: Statement,
  document: Version,
  isOpen: IsOpen,
): string[] {
  return [Resource ?? NotResource ?? []]
    .flat()
    .filter(text => openVariables([text], document, isOpen).length > 0);
}

/** Returns a text of Resource or NotResource with a wildcard in place of each open variable. */
export function withWildcards(
  text: string,
  document: Version,
  isOpen: IsOpen,
): string {
  return text.replace(VARIABLE, variable =>
    openVariables([variable], document, isOpen).length > 0 ? '*' : variable,
  );
}

/**
 * Returns the statement with open variables in Resource or NotResource resolved so that the statement applies to as much as possible, or to as little.
 * Undefined if it then applies to nothing.
 */
export function settledOnResources(
  statement: Statement,
  document: Version,
  { isOpen, isMatching }: { isOpen: IsOpen; isMatching: boolean },
): Statement | undefined {
  const open = openResources(statement, document, isOpen);
  if (open.length === 0) return statement;
  const { Resource, NotResource, ...rest } = statement;
  const all = [Resource ?? NotResource ?? []].flat();
  const isListed = Resource !== undefined;
  const left =
    isListed === isMatching
      ? all.map(text => withWildcards(text, document, isOpen))
      : all.filter(text => !open.includes(text));
  if (left.length > 0) {
    return isListed
      ? { ...rest, Resource: left }
      : { ...rest, NotResource: left };
  }
  return isListed ? undefined : { ...rest, Resource: '*' };
}
