import { isIP } from 'node:net';
import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { listOf, readPolicy } from './policies';
import { policyProblem } from './policyProblem';

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';

/** The types of S3 resources whose ARNs have a region and an account: all except buckets and objects. */
const S3_OF_REGION =
  /^(access-grants|accesspoint|async-request|job|storage-lens|storage-lens-group)\//;

const IAM_PATHS =
  'user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/';
/** Newer paths, which IAM's message does not list. */
const MORE_IAM_PATHS = [
  'assumed-role/',
  'delegation-request/',
  'role-template/',
];

/**
 * Returns IAM's message about an invalid permissions policy or session policy in an account of this partition; undefined if the policy is valid. IAM
 * is stricter than the grammar that `policyProblem` checks.
 *
 * Source: answers of IAM, as cdk-preflight (rules/iam) and moto (tests/test_iam/test_iam_policies.py) recorded them.
 */
export function iamProblem(
  text: string,
  type: 'identity' | 'session',
  partition: string,
): string | undefined {
  return (
    policyProblem(text, type) ?? storageProblem(readPolicy(text), partition)
  );
}

function storageProblem(
  { Statement: given }: PolicyDocument,
  partition: string,
): string | undefined {
  const statements = listOf(given);
  if (statements.length === 0) return SYNTAX;
  return (
    first(statements, conditionProblem) ??
    first(statements.flatMap(resourcesOf), text =>
      resourceProblem(text, partition),
    ) ??
    first(statements.flatMap(actionsOf), actionProblem)
  );
}

function conditionProblem({ Condition = {} }: Statement): string | undefined {
  return first(Object.entries(Condition), ([operator, keys]) =>
    first(Object.values(keys).flatMap(listOf), value =>
      valueProblem(operator, String(value)),
    ),
  );
}

function valueProblem(operator: string, value: string): string | undefined {
  const name = operator.replace(/^\w+:/, '').toLowerCase();
  if (name.startsWith('binary')) {
    const isBase64 =
      /^[A-Za-z0-9+/]+={0,2}$/.test(value) && value.length % 4 === 0;
    return isBase64 ? undefined : SYNTAX;
  }
  return isLegacyValue(name, value) ? undefined : LEGACY;
}

function isLegacyValue(name: string, value: string): boolean {
  if (name.startsWith('arn')) {
    return (
      value === '*' ||
      (value.startsWith('arn:') && segmentsOf(value).length >= 6)
    );
  }
  if (name.startsWith('numeric')) {
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
  }
  if (name.startsWith('date')) return isDate(value);
  if (name.startsWith('ipaddress') || name.startsWith('notipaddress')) {
    const [address, bits = '0', ...rest] = value.split('/');
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return rest.length === 0 && /^\d+$/.test(bits) && Number(bits) <= most;
  }
  return true;
}

function isDate(value: string): boolean {
  if (/^\d+$/.test(value)) return BigInt(value) < 2n ** 63n;
  return /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/i.test(
    value,
  );
}

function resourceProblem(text: string, partition: string): string | undefined {
  if (text === '*') return undefined;
  const given = segmentsOf(text);
  // IAM appends missing fields to an ARN, unless one of the given fields is empty.
  if (given[2] === '' || (given.length < 6 && text.includes('::'))) {
    return LEGACY;
  }
  const arn = text + ':*'.repeat(Math.max(0, 6 - given.length));
  const [, where, service, region, account, ...rest] = segmentsOf(arn);
  if (where !== '*' && where !== partition) {
    return `Partition "${where}" is not valid for resource "${arn}".`;
  }
  if (/[*?]/.test(service)) {
    return 'Resource vendor must be fully qualified and cannot contain regexes.';
  }
  const resource = rest.join(':');
  if (service === 's3' && !S3_OF_REGION.test(resource)) {
    if (isNamed(region)) {
      return `Resource ${arn} can not contain region information.`;
    }
    return isNamed(account)
      ? `Resource ${arn} cannot contain an account id.`
      : undefined;
  }
  if (service === 'route53' && isNamed(region)) {
    return `Resource ${arn} can not contain region information.`;
  }
  if (service !== 'iam') return undefined;
  if (isNamed(region)) {
    return `IAM resource ${arn} cannot contain region information.`;
  }
  return /^(\*|root)$/.test(resource) ||
    [...IAM_PATHS.split(', '), ...MORE_IAM_PATHS].some(path =>
      resource.startsWith(path),
    )
    ? undefined
    : `IAM resource path must either be "*" or start with ${IAM_PATHS}.`;
}

/** Whether a field of an ARN has a value other than wildcards. */
function isNamed(field: string): boolean {
  return !/^[*?]*$/.test(field);
}

function actionProblem(action: string): string | undefined {
  const [vendor, name] = action.split(':');
  return name !== undefined && /[*?]/.test(vendor)
    ? 'Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.'
    : undefined;
}

/** Splits an ARN into its fields. A colon within a policy variable does not separate fields. */
function segmentsOf(arn: string): string[] {
  return arn
    .replace(/\$\{[^}]*\}/g, variable => variable.replaceAll(':', '\0'))
    .split(':')
    .map(segment => segment.replaceAll('\0', ':'));
}

function resourcesOf({ Resource, NotResource }: Statement): string[] {
  return [...listOf(Resource), ...listOf(NotResource)];
}

function actionsOf({ Action, NotAction }: Statement): string[] {
  return [...listOf(Action), ...listOf(NotAction)];
}

function first<T>(
  items: T[],
  problem: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = problem(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
