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

/** Checks whether the prefix of an action pattern matches a service. */
function isAbout(action: string, service: string): boolean {
  return matchPattern(prefixOf(action), service);
}

/** Checks whether an Allow statement of the document includes a service. */
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

/** Returns the prefixes of the services that Allow statements name explicitly. */
export function namedServices(document: PolicyDocument): string[] {
  const prefixes = statementsOf(document)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => listOf(Action))
    .map(prefixOf)
    .filter(prefix => !isWild(prefix));
  return [...new Set(prefixes)];
}

/** Returns the actions that Allow statements name explicitly, in lower case. */
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
 * Returns the document without the services and actions to remove; undefined if no statement is left. Permissions by `NotAction` or by a wildcard for
 * the service stay: check the result with `grantsService`.
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

/** Checks whether a service can be removed from a document completely. */
export function canCut(document: PolicyDocument, service: string): boolean {
  const left = cutDocument(document, {
    drop: new Set([service]),
    actions: new Set(),
  });
  return left === undefined || !grantsService(left, service);
}
