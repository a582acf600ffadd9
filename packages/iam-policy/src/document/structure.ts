import { findOperator } from '../conditions/registry';
import { missingFields } from '../match/arn';
import { isOfIdentity, unknownElements } from './elements';
import { checkPrincipal } from './principal';
import { asList, isRecord, isTextOrTexts } from './shape';
import type {
  PolicyDocument,
  PolicyError,
  PolicyType,
  Statement,
} from './types';

/** The maximum number of errors to report: users read no more, and finding errors and their lines takes time. */
export const MAX_ERRORS = 100;

const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * Returns the errors that prevent a document from being evaluated: wrong types, unknown or missing elements, and unknown operators.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function checkStructure(
  document: unknown,
  type: PolicyType,
): PolicyError[] {
  const errors = checkDocumentElements(document);
  for (const { path, value } of statementsOf(document)) {
    if (errors.length >= MAX_ERRORS) break;
    errors.push(...checkStatement(value, path, type));
  }
  return errors;
}

/** Checks the top-level elements of a document, without its statements. */
function checkDocumentElements(document: unknown): PolicyError[] {
  if (!isRecord(document)) {
    return [{ path: '', reason: 'A policy must be a JSON object.' }];
  }
  const errors = unknownElements(document, DOCUMENT_ELEMENTS, '', 'a policy');
  const { Version, Id, Statement: statements } = document;
  if (
    Version !== undefined &&
    Version !== '2012-10-17' &&
    Version !== '2008-10-17'
  ) {
    errors.push({
      path: 'Version',
      reason: 'Version must be "2012-10-17" or "2008-10-17".',
    });
  }
  if (Id !== undefined && typeof Id !== 'string') {
    errors.push({ path: 'Id', reason: 'Id must be a string.' });
  }
  if (!Array.isArray(statements) && !isRecord(statements)) {
    errors.push({
      path: 'Statement',
      reason: 'Statement must be a statement or a list of statements.',
    });
  }
  return errors;
}

/** Returns the statements of any value with their paths, even if they are malformed. */
export function statementsOf(
  document: unknown,
): Array<{ path: string; value: unknown }> {
  if (!isRecord(document)) return [];
  const { Statement: statements } = document;
  if (isRecord(statements)) return [{ path: 'Statement', value: statements }];
  if (!Array.isArray(statements)) return [];
  return statements.map((value: unknown, index) => ({
    path: `Statement[${index}]`,
    value,
  }));
}

/** Like `checkStructure`, but a type guard. */
export function isPolicyDocument(
  document: unknown,
  type: PolicyType,
): document is PolicyDocument {
  return checkStructure(document, type).length === 0;
}

/** Like `checkStatement`, but a type guard. */
export function isStatement(
  value: unknown,
  type: PolicyType,
): value is Statement {
  return checkStatement(value, '', type).length === 0;
}

function checkStatement(
  value: unknown,
  path: string,
  type: PolicyType,
): PolicyError[] {
  if (!isRecord(value)) {
    return [{ path, reason: 'A statement must be a JSON object.' }];
  }
  const errors = unknownElements(
    value,
    STATEMENT_ELEMENTS,
    path,
    'a statement',
  );
  const { Sid, Effect } = value;
  if (Sid !== undefined && typeof Sid !== 'string') {
    errors.push({ path: `${path}.Sid`, reason: 'Sid must be a string.' });
  }
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    errors.push({
      path: `${path}.Effect`,
      reason: 'Effect must be "Allow" or "Deny".',
    });
  }
  errors.push(
    ...checkPair(value, 'Action', path),
    ...checkResource(value, path, type),
    ...checkPrincipal(value, path, type),
    ...checkCondition(value.Condition, `${path}.Condition`),
  );
  return errors;
}

function checkResource(
  statement: Record<string, unknown>,
  path: string,
  type: PolicyType,
): PolicyError[] {
  const present =
    statement.Resource !== undefined || statement.NotResource !== undefined;
  if (type === 'trust' && present) {
    return [
      {
        path: `${path}.${
          statement.Resource !== undefined ? 'Resource' : 'NotResource'
        }`,
        reason:
          'A trust policy must not name resources: it applies to its role.',
      },
    ];
  }
  if (!present && !isOfIdentity(type)) return [];
  const errors = checkPair(statement, 'Resource', path);
  return errors.length > 0 || type !== 'session'
    ? errors
    : checkSessionArns(statement, path);
}

// IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)": session policies do not support incomplete ARNs.
function checkSessionArns(
  statement: Record<string, unknown>,
  path: string,
): PolicyError[] {
  const key = statement.Resource === undefined ? 'NotResource' : 'Resource';
  const value = statement[key];
  const texts = isTextOrTexts(value) ? asList(value) : [];
  return texts
    .filter(text => missingFields(text, true) > 0)
    .map(text => ({
      path: `${path}.${key}`,
      reason: `"${text}" has fewer than 6 fields: a session policy must have complete ARNs.`,
    }));
}

/** Checks that a statement has either an element or its `Not…` form, as a non-empty string or list of strings. */
function checkPair(
  statement: Record<string, unknown>,
  name: 'Action' | 'Resource',
  path: string,
): PolicyError[] {
  const given = [name, `Not${name}`].filter(
    key => statement[key] !== undefined,
  );
  if (given.length !== 1) {
    return [
      {
        path: given.length === 0 ? path : `${path}.Not${name}`,
        reason: `A statement must have either ${name} or Not${name}.`,
      },
    ];
  }
  const [key] = given;
  const value = statement[key];
  const errors: PolicyError[] = [];
  if (!isTextOrTexts(value) || value.length === 0) {
    errors.push({
      path: `${path}.${key}`,
      reason: `${key} must be a string or a non-empty list of strings.`,
    });
  }
  return errors;
}

function checkCondition(condition: unknown, path: string): PolicyError[] {
  if (condition === undefined) return [];
  if (!isRecord(condition)) {
    return [{ path, reason: 'Condition must be an object of operators.' }];
  }
  return Object.entries(condition).flatMap(([operator, keys]) => {
    const here = `${path}.${operator}`;
    if (!findOperator(operator)) {
      return [
        { path: here, reason: `Unknown condition operator "${operator}".` },
      ];
    }
    if (!isRecord(keys)) {
      return [
        {
          path: here,
          reason: `${operator} must be an object of condition keys.`,
        },
      ];
    }
    return Object.entries(keys)
      .filter(([, value]) => !isConditionValue(value))
      .map(([key]) => ({
        path: `${here}.${key}`,
        reason: `The value of ${key} must be a string, number or Boolean, or a list of them.`,
      }));
  });
}

function isConditionValue(value: unknown): boolean {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.every(item =>
    ['string', 'number', 'boolean'].includes(typeof item),
  );
}
