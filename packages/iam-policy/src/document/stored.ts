import { readDate } from '../conditions/date';
import { findOperator } from '../conditions/registry';
import { conditionTexts, locatedStatements, texts } from './values';
import type { PolicyDocument, PolicyError, Statement } from './types';

/** The S3 resource types whose ARNs contain a region and an account. The ARNs of buckets and objects do not. */
const S3_OF_REGION =
  /^(access-grants|accesspoint|async-request|job|storage-lens|storage-lens-group)\//;

/** The prefixes of the resource part of IAM ARNs. */
const IAM_PATHS = [
  'access-report/',
  'assumed-role/',
  'delegation-request/',
  'federated-user/',
  'group/',
  'instance-profile/',
  'mfa/',
  'oidc-provider/',
  'policy/',
  'report/',
  'role-template/',
  'role/',
  'saml-provider/',
  'server-certificate/',
  'sms-mfa/',
  'user/',
];

/** Matches a character that IAM's operations do not accept in a document. Source: "CreatePolicy", IAM API Reference, pattern of `PolicyDocument`. */
const NOT_ACCEPTED = /[^\t\n\r\u0020-\u00FF]/u;

/** IAM accepts only dates below this number of seconds since 1970. */
const MOST_SECONDS = 2n ** 63n;

/**
 * Returns the errors for which IAM refuses to store a document as a permissions policy or session policy, although its grammar is valid. AWS
 * documents these rules only in part. Where a rule is not known, this check is stricter than IAM.
 *
 * Source: responses of IAM that cdk-preflight (rules/iam) and moto (tests/test_iam/test_iam_policies.py) recorded; "Identify AWS resources with
 * Amazon Resource Names (ARNs)", IAM User Guide.
 */
export function checkStored(
  document: PolicyDocument,
  { partition }: { partition?: string },
): PolicyError[] {
  const statements = locatedStatements(document);
  if (statements.length === 0) {
    return [
      { path: 'Statement', reason: 'A policy must have at least 1 statement.' },
    ];
  }
  const id = { path: 'Id', text: document.Id ?? '' };
  return statements
    .flatMap(({ path, statement }) => [
      ...texts(statement, ['Action', 'NotAction'], path).flatMap(
        refusals(whyNoAction),
      ),
      ...texts(statement, ['Resource', 'NotResource'], path).flatMap(
        refusals(text => whyNoResource(text, partition)),
      ),
      ...conditionTexts(statement, path).flatMap(({ operator, ...located }) =>
        refusals(text => whyNoValue(operator, text))(located),
      ),
      ...textsOf(statement, path).flatMap(refusals(whyNoCharacter)),
    ])
    .concat(refusals(whyNoCharacter)(id));
}

/** Returns the strings of a statement that can contain any character. */
function textsOf(
  statement: Statement,
  path: string,
): { path: string; text: string }[] {
  const { Condition = {} } = statement;
  return [
    ...texts(statement, ['Resource', 'NotResource'], path),
    ...Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.keys(keys).map(key => ({
        path: `${path}.Condition.${operator}.${key}`,
        text: key,
      })),
    ),
    ...conditionTexts(statement, path),
  ];
}

function whyNoCharacter(text: string): string | undefined {
  const [character] = NOT_ACCEPTED.exec(text) ?? [];
  if (character === undefined) return undefined;
  const code = character.codePointAt(0)!.toString(16).toUpperCase();
  return `has the character "${character}" (U+${code.padStart(
    4,
    '0',
  )}). IAM accepts only the characters up to U+00FF in policies. Write "*" or "?" in its place, with an operator such as StringLike in a condition.`;
}

/** Returns a function that creates an error for a text if `why` returns a reason to refuse it. */
function refusals(
  why: (text: string) => string | undefined,
): (located: { path: string; text: string }) => PolicyError[] {
  return ({ path, text }) => {
    const reason = why(text);
    return reason === undefined
      ? []
      : [{ path, reason: `"${text}" ${reason}` }];
  };
}

function whyNoAction(action: string): string | undefined {
  return /^[^:]*[*?].*:/.test(action)
    ? 'has a wildcard in its service prefix. Name the service, such as "s3:Get*", or use "*" for all actions.'
    : undefined;
}

function whyNoResource(
  text: string,
  partition: string | undefined,
): string | undefined {
  if (text === '*') return undefined;
  const given = fieldsOf(text);
  // IAM completes an ARN that lacks fields with wildcards, unless one of the given fields is empty.
  if (given.length < 6 && given.includes('')) {
    return 'is an incomplete ARN. Write all six fields: "arn:partition:service:region:account:resource".';
  }
  const [, where, service = '*', region = '*', account = '*', ...rest] = given;
  if (partition !== undefined && ![partition, '*'].includes(where)) {
    return `is in partition "${where}", but the account is in "${partition}". Begin it with "arn:${partition}:".`;
  }
  if (service === '' || /[*?]/.test(service)) {
    return 'does not name its service in full. Name the service, such as "arn:aws:s3:::bucket/*", or use "*" for all resources.';
  }
  const resource = rest.length > 0 ? rest.join(':') : '*';
  return whyNoPlace(service, { region, account }, resource);
}

/** Returns why a service has no such resource in the region or account. */
function whyNoPlace(
  service: string,
  { region, account }: Record<'region' | 'account', string>,
  resource: string,
): string | undefined {
  const isBucket = service === 's3' && !S3_OF_REGION.test(resource);
  if ((isBucket || ['iam', 'route53'].includes(service)) && isNamed(region)) {
    return `names a region. Leave it empty: ${
      isBucket
        ? 'a bucket is "arn:aws:s3:::bucket", an object "arn:aws:s3:::bucket/key".'
        : `ARNs of ${service} have none.`
    }`;
  }
  if (isBucket && isNamed(account)) {
    return 'names an account. Leave it empty: a bucket is "arn:aws:s3:::bucket", an object "arn:aws:s3:::bucket/key".';
  }
  return service === 'iam' &&
    !['*', 'root'].includes(resource) &&
    !IAM_PATHS.some(path => resource.startsWith(path))
    ? 'is not an IAM resource. After the account, write "*" or begin with a type such as "role/".'
    : undefined;
}

function whyNoValue(operator: string, text: string): string | undefined {
  const use = findOperator(operator);
  const name = use?.kind === 'compare' ? use.operator.name : '';
  if (name.startsWith('Arn')) return whyNoArn(text);
  if (name.startsWith('Numeric')) {
    return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)
      ? undefined
      : 'is not a decimal number. Write a number such as "10" or "1.5".';
  }
  if (name.startsWith('Date')) {
    return isStoredDate(text)
      ? undefined
      : 'is not a date that IAM accepts. Write it as "2026-01-31T00:00:00Z" or in seconds since 1970.';
  }
  if (name.endsWith('IpAddress')) {
    return /(^|:)0\d+\.|\.0\d|\/0\d/.test(text)
      ? 'has a number with a leading 0. Remove the 0.'
      : undefined;
  }
  if (name === 'BinaryEquals') {
    return /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0
      ? undefined
      : 'is not base64 with padding.';
  }
  return undefined;
}

function whyNoArn(text: string): string | undefined {
  return text === '*' || (text.startsWith('arn:') && fieldsOf(text).length >= 6)
    ? undefined
    : 'is not an ARN. Write all six fields, such as "arn:aws:s3:::bucket", or use an operator such as StringLike.';
}

function isStoredDate(text: string): boolean {
  if (/^\d{5,}$/.test(text)) return BigInt(text) < MOST_SECONDS;
  return (
    readDate(text) !== undefined &&
    // W3C dates have a colon in the time zone and at most 9 digits for fractions of a second.
    /^\d{4}(-|$)/.test(text) &&
    !/[+-]\d{4}$|\.\d{10}/.test(text)
  );
}

/** Checks whether a field contains anything other than wildcards. */
function isNamed(field: string): boolean {
  return !/^[*?]*$/.test(field);
}

/** Splits an ARN into its fields. A colon in a policy variable is not a separator. */
function fieldsOf(arn: string): string[] {
  return arn.replace(/\$\{[^}]*\}/g, '$').split(':');
}
