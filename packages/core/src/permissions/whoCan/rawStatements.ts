import {
  matchPattern,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { settledOnResources } from '../../trust/openVariables';
import { readTrustPolicy, type TrustStatement } from '../../trust/read';
import { openResourceOf } from './statementConditions';

/** A statement, its document, and a description of its source. */
export type RawStatement = TrustStatement & {
  raw: Statement;
  document: PolicyDocument;
  source: string;
};

export function statementsOf(
  document: PolicyDocument,
  source = '',
): RawStatement[] {
  const raw = [document.Statement].flat();
  return readTrustPolicy(document).map(statement => ({
    ...{ ...statement, document, source },
    raw: raw[statement.index],
  }));
}

/** Returns the Deny statements of RCPs. */
export function denialsOf(resourceControls: NamedPolicy[]): RawStatement[] {
  return resourceControls
    .flatMap(({ name, level, document }) =>
      statementsOf(document, ` (RCP ${name} attached to ${level})`),
    )
    .filter(({ effect }) => effect === 'Deny');
}

/** The value of a policy variable depends on the request. */
const isOpen = () => true;

/** Returns the statements that can apply to a resource. If that depends on policy variables, they get a condition on the resource. */
export function onResource(
  statements: RawStatement[],
  resource: string,
): RawStatement[] {
  return statements.flatMap(statement => {
    const { raw, document, conditions } = statement;
    const applies = (isMatching: boolean) => {
      const settled = settledOnResources(raw, document, { isOpen, isMatching });
      return settled !== undefined && isAboutResource(settled, resource);
    };
    if (!applies(true)) return [];
    if (applies(false)) return statement;
    const open = openResourceOf(raw, { document, resource, isOpen }).map(
      ({ operator, key, wanted }) => ({ operator, key, values: wanted }),
    );
    return { ...statement, conditions: [...open, ...conditions] };
  });
}

/** Whether a statement applies to a resource. Without a resource element, it applies to the resource of its policy. */
function isAboutResource(
  { Resource, NotResource }: Statement,
  resource: string,
): boolean {
  return (
    (Resource === undefined && NotResource === undefined) ||
    isOneOf(resource, Resource, NotResource, {})
  );
}

/** Whether an element or its negation (a statement has at most one of them) covers a name. */
export function isOneOf(
  name: string,
  element: string | string[] | undefined,
  negation: string | string[] | undefined,
  options: { ignoreCase?: boolean },
): boolean {
  const fits = [element ?? negation ?? []]
    .flat()
    .some(pattern => matchPattern(pattern, name, options));
  return negation === undefined ? fits : !fits;
}
