import { readDate } from '../conditions/date';
import { readRange } from '../conditions/ip-address';
import { isOfIdentity } from './elements';
import { asList } from './shape';
import type {
  PolicyDocument,
  PolicyError,
  PolicyType,
  Statement,
} from './types';

const ACTION = /^(\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?_-]+)$/;
const SID = /^[A-Za-z0-9]*$/;

/**
 * Returns the values of a well-structured document that violate the rules that AWS checks when it stores the document.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language" and "IAM JSON policy elements: Sid".
 */
export function checkValues(
  document: PolicyDocument,
  type: PolicyType,
): PolicyError[] {
  const seen = new Set<string>();
  return locatedStatements(document).flatMap(({ path, statement }) => {
    return [
      ...checkSid(statement, path, type, seen),
      ...texts(statement, ['Action', 'NotAction'], path)
        .filter(({ text }) => !ACTION.test(text))
        .map(({ path: here, text }) => ({
          path: here,
          reason: `"${text}" is not "*" or an action such as "s3:GetObject".`,
        })),
      ...(isOfIdentity(type) ? checkResources(statement, path) : []),
      ...checkConditionValues(statement, path),
    ];
  });
}

/** Returns the statements of a document with their paths. */
export function locatedStatements({
  Statement: statements,
}: PolicyDocument): Array<{ path: string; statement: Statement }> {
  return Array.isArray(statements)
    ? statements.map((statement, index) => ({
        path: `Statement[${index}]`,
        statement,
      }))
    : [{ path: 'Statement', statement: statements }];
}

function checkSid(
  { Sid }: Statement,
  path: string,
  type: PolicyType,
  seen: Set<string>,
): PolicyError[] {
  if (!Sid) return [];
  const here = `${path}.Sid`;
  if (type !== 'resource' && type !== 'resource-control' && !SID.test(Sid)) {
    return [
      {
        path: here,
        reason: `Sid "${Sid}" must contain only letters and digits.`,
      },
    ];
  }
  if (seen.has(Sid)) {
    return [{ path: here, reason: `Duplicate Sid "${Sid}" in the policy.` }];
  }
  seen.add(Sid);
  return [];
}

// Only for policies of identities: some resource policies name resources in another format, such as API Gateway's "execute-api:/stage".
function checkResources(statement: Statement, path: string): PolicyError[] {
  return texts(statement, ['Resource', 'NotResource'], path)
    .filter(({ text }) => text !== '*' && !text.startsWith('arn:'))
    .map(({ path: here, text }) => ({
      path: here,
      reason: `"${text}" is not "*" or an ARN.`,
    }));
}

function checkConditionValues(
  statement: Statement,
  path: string,
): PolicyError[] {
  const { Condition = {} } = statement;
  const keys = Object.entries(Condition).flatMap(([operator, values]) =>
    Object.keys(values)
      .filter(key => !key.includes(':'))
      .map(key => ({
        path: `${path}.Condition.${operator}.${key}`,
        reason: `"${key}" is not a condition key such as "aws:SourceIp".`,
      })),
  );
  return [
    ...keys,
    ...conditionTexts(statement, path).flatMap(
      ({ path: here, operator, text }) => {
        const wish = wantedForm(operator, text);
        return wish
          ? [{ path: here, reason: `"${text}" is not ${wish}.` }]
          : [];
      },
    ),
  ];
}

/** Returns the condition values of a statement as strings, each with its path and operator. */
export function conditionTexts(
  { Condition = {} }: Statement,
  path: string,
): Array<{ path: string; operator: string; text: string }> {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, value]) => {
      const here = `${path}.Condition.${operator}.${key}`;
      return asList(value).map((item, index) => ({
        path: Array.isArray(value) ? `${here}[${index}]` : here,
        operator,
        text: String(item),
      }));
    }),
  );
}

/** Returns the form that an operator requires of its values. Undefined if the text has it or the operator has no such rule. */
function wantedForm(operator: string, text: string): string | undefined {
  const name = operator.toLowerCase();
  if (name.includes('ipaddress')) {
    return readRange(text) ? undefined : 'an IP address or range';
  }
  if (/(^|:)date/.test(name)) {
    return readDate(text) === undefined ? 'a date' : undefined;
  }
  if (/(^|:)numeric/.test(name)) {
    return text.trim() === '' || Number.isNaN(Number(text))
      ? 'a number'
      : undefined;
  }
  if (name === 'null' || /(^|:)bool(ifexists)?$/.test(name)) {
    return /^(true|false)$/i.test(text) ? undefined : 'true or false';
  }
  return undefined;
}

/** Returns the strings in the given elements of a statement, each with its path. */
export function texts<
  K extends 'Action' | 'NotAction' | 'Resource' | 'NotResource',
>(
  statement: Statement,
  elements: K[],
  path: string,
): Array<{ path: string; text: string }> {
  return elements.flatMap(element => {
    const value = statement[element];
    if (!Array.isArray(value)) {
      return asList(value).map(text => ({ path: `${path}.${element}`, text }));
    }
    return value.map((text, index) => ({
      path: `${path}.${element}[${index}]`,
      text,
    }));
  });
}
