import {
  matchPattern,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { statementsOf } from '../model/document';
import type { Cut } from './types';

function listOf<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function prefixOf(action: string): string {
  return action.split(':')[0].toLowerCase();
}

function isWild(prefix: string): boolean {
  return /[*?]/.test(prefix);
}

/** Whether the prefix of an action pattern may stand for a service. */
function isAbout(action: string, service: string): boolean {
  return matchPattern(prefixOf(action), service);
}

/** Whether an Allow statement of the document is about a service. */
export function grantsService(
  document: PolicyDocument,
  service: string,
): boolean {
  return statementsOf(document).some(
    ({ Effect, Action, NotAction }) =>
      Effect === 'Allow' &&
      (NotAction === undefined
        ? listOf(Action).some(action => isAbout(action, service))
        : !listOf(NotAction).some(
            action => action.toLowerCase() === `${service}:*` || action === '*',
          )),
  );
}

/** The services that Allow statements name one by one, by prefix. */
export function namedServices(document: PolicyDocument): string[] {
  const prefixes = statementsOf(document)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => listOf(Action))
    .map(prefixOf)
    .filter(prefix => !isWild(prefix));
  return [...new Set(prefixes)];
}

/** The actions that Allow statements name one by one, in lower case. */
export function namedActions(document: PolicyDocument): string[] {
  return statementsOf(document)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => listOf(Action))
    .filter(action => !isWild(action))
    .map(action => action.toLowerCase());
}

function cutStatement(statement: Statement, cut: Cut): Statement[] {
  const { Effect, Action } = statement;
  if (Effect !== 'Allow' || Action === undefined) return [statement];
  const actions = listOf(Action);
  const left = actions.filter(
    action =>
      !cut.drop.has(prefixOf(action)) && !cut.actions.has(action.toLowerCase()),
  );
  if (left.length === actions.length) return [statement];
  return left.length > 0 ? [{ ...statement, Action: left }] : [];
}

/**
 * The document without the services and actions that go; undefined when no statement is left. What a wildcard in the place of the service
 * or `NotAction` allows stays: ask `grantsService` of the result.
 */
export function cutDocument(
  document: PolicyDocument,
  cut: Cut,
): PolicyDocument | undefined {
  const Statement = statementsOf(document).flatMap(statement =>
    cutStatement(statement, cut),
  );
  return Statement.length > 0 ? { ...document, Statement } : undefined;
}

/** Whether a service can be cut out of a document in full. */
export function canCut(document: PolicyDocument, service: string): boolean {
  const left = cutDocument(document, {
    drop: new Set([service]),
    actions: new Set(),
  });
  return left === undefined || !grantsService(left, service);
}
