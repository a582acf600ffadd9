import {
  matchPattern,
  type ConditionOutcome,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { openKeysIn, type IsOpenKey } from '../../trust/openKeys';
import { openResources, withWildcards } from '../../trust/openVariables';

/** What decides which conditions of a statement are open. */
interface Asked {
  document: PolicyDocument;
  resource: string;
  isOpen: IsOpenKey;
}

/** Returns the conditions of a statement that depend on open keys. */
export function openConditionsOf(
  statement: Statement,
  asked: Asked,
): ConditionOutcome[] {
  const { document, isOpen } = asked;
  const { Effect } = statement;
  return [
    ...writtenConditions(statement).filter(
      ({ operator, key, wanted }) =>
        openKeysIn(
          { Effect, Condition: { [operator]: { [key]: wanted } } },
          document,
          isOpen,
        ).length > 0,
    ),
    ...openResourceOf(statement, asked),
  ];
}

/** Returns all conditions of a statement: as written, and on the resource if open variables decide which resources it applies to. */
export function conditionsIn(
  statement: Statement,
  asked: Asked,
): ConditionOutcome[] {
  return [...writtenConditions(statement), ...openResourceOf(statement, asked)];
}

function writtenConditions({ Condition = {} }: Statement): ConditionOutcome[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({
      ...{ operator, key, met: true },
      wanted: [values].flat().map(String),
    })),
  );
}

/** Returns the condition on the resource, if open variables decide whether the statement applies to it; else empty. */
export function openResourceOf(
  statement: Statement,
  { document, resource, isOpen }: Asked,
): ConditionOutcome[] {
  const wanted = openResources(statement, document, isOpen).filter(text =>
    matchPattern(withWildcards(text, document, isOpen), resource),
  );
  const operator =
    statement.Resource === undefined ? 'NotResource' : 'Resource';
  return wanted.length > 0
    ? [{ ...{ operator, key: 'resource', wanted }, met: true }]
    : [];
}
