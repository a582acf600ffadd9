import type { CompiledCondition } from '../conditions/condition';
import { areWide } from '../conditions/ip-ranges';
import type { CompiledStatement } from '../evaluate/statement';
import { isPattern, isRequirement, outlineOf, valuesOf } from './values';
import type { WantedValue } from './values';

/** Checks whether a stranger cannot have a value that matches. */
type ValueTest = (value: WantedValue) => boolean;

const isFixed: ValueTest = value => !isPattern(value);

/** The start of a value up to a separator is fixed, such as the ID of a role or an organization. */
const hasFixedStart =
  (separator: string): ValueTest =>
  value => {
    const [start] = outlineOf(value).split(separator, 1);
    return start !== '' && !start.includes('*');
  };

/** The positions of the parts in an ARN that is split at its colons. */
const SERVICE = 2;
const ACCOUNT = 4;
const NAME = 5;

/** An ARN of a fixed account, or of a fixed bucket, whose name is unique in AWS. In others, anyone can create a resource that matches. */
const isOfOneOwner: ValueTest = value => {
  const parts = outlineOf(value).split(':');
  const account = parts[ACCOUNT];
  if (account && !account.includes('*')) return true;
  const [bucket = ''] = parts.slice(NAME).join(':').split('/', 1);
  const isOneBucket =
    parts[SERVICE] === 's3' && bucket !== '' && !bucket.includes('*');
  return isOneBucket || isFixed(value);
};

/**
 * Condition keys that limit a statement for everyone to some callers: by network, by identity or organization, or by the source of the request.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", and Amazon S3 User Guide, "The meaning of public".
 */
const NARROWING = new Map<string, ValueTest>([
  ...[
    'aws:principalaccount',
    'aws:principalorgid',
    'aws:sourceaccount',
    'aws:sourceip',
    'aws:sourceorgid',
    'aws:sourceowner',
    'aws:sourcevpc',
    'aws:sourcevpce',
    'aws:vpceaccount',
    'aws:vpceorgid',
    'kms:calleraccount',
    's3:dataaccesspointaccount',
  ].map((key): [string, ValueTest] => [key, isFixed]),
  ...[
    'aws:principalarn',
    'aws:sourcearn',
    'aws:sourcevpcarn',
    's3:dataaccesspointarn',
  ].map((key): [string, ValueTest] => [key, isOfOneOwner]),
  ...['aws:principalorgpaths', 'aws:sourceorgpaths', 'aws:vpceorgpaths'].map(
    (key): [string, ValueTest] => [key, hasFixedStart('/')],
  ),
  ['aws:userid', hasFixedStart(':')],
]);

/** Checks whether a condition limits a statement for everyone to callers that its author chose. */
export function narrows(
  condition: CompiledCondition,
  statement: CompiledStatement,
): boolean {
  return (
    isRequirement(condition, statement.conditions) &&
    namesCallers(condition, statement)
  );
}

/** Checks whether a condition of a Deny statement holds for all but callers that its author chose, and AWS services. */
export function sparesOnlyChosen(
  condition: CompiledCondition,
  statement: CompiledStatement,
): boolean {
  const { use, key, wanted } = condition;
  if (use.kind === 'null') return false;
  if (key.toLowerCase() === 'aws:principalisawsservice') {
    // Anonymous requests do not have this key.
    return use.ifExists && wanted.every(text => text.toLowerCase() === 'false');
  }
  return (
    use.operator.negated &&
    use.qualifier !== 'any' &&
    namesCallers(condition, statement)
  );
}

function namesCallers(
  condition: CompiledCondition,
  statement: CompiledStatement,
): boolean {
  const { use, key, wanted } = condition;
  const test = NARROWING.get(key.toLowerCase());
  if (!test) return false;
  return use.kind === 'compare' && use.operator.name.endsWith('IpAddress')
    ? !areWide(wanted)
    : valuesOf(condition, statement).every(test);
}
