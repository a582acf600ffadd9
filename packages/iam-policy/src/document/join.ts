import { literalText } from '../match/template';
import { asList } from './shape';
import type { ConditionBlock, PolicyDocument, Statement } from './types';

/**
 * Joins documents of one type into one document of version 2012-10-17 with the same effect. In documents of another version, `${` is
 * plain text and stays plain text. If several statements have the same Sid, only the first keeps it, because Sids must be unique in a document.
 *
 * @public
 */
export function joinDocuments(documents: PolicyDocument[]): PolicyDocument {
  const ids = new Set<string>();
  const statements = documents.flatMap(currentStatements).map(statement => {
    const { Sid, ...rest } = statement;
    if (Sid === undefined || ids.has(Sid)) return rest;
    ids.add(Sid);
    return statement;
  });
  return { Version: '2012-10-17', Statement: statements };
}

function currentStatements({ Version, Statement }: PolicyDocument) {
  const statements = asList<Statement>(Statement);
  return Version === '2012-10-17'
    ? statements
    : statements.map(withoutVariables);
}

function withoutVariables(statement: Statement): Statement {
  const { Resource, NotResource, Condition } = statement;
  return {
    ...statement,
    ...(Resource !== undefined && { Resource: literal(Resource) }),
    ...(NotResource !== undefined && { NotResource: literal(NotResource) }),
    ...(Condition && { Condition: literalConditions(Condition) }),
  };
}

function literalConditions(block: ConditionBlock): ConditionBlock {
  return Object.fromEntries(
    Object.entries(block).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => [key, literal(values)]),
      ),
    ]),
  );
}

function literal<T>(value: T | T[]): T | T[] {
  const one = (item: T) =>
    typeof item === 'string' ? (literalText(item) as T & string) : item;
  return Array.isArray(value) ? value.map(one) : one(value);
}
