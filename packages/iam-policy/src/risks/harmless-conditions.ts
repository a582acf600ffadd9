import { certaintyOf, type Known } from '../conditions/certainty';
import { holdsIn, type CompiledCondition } from '../conditions/condition';
import { ContextLookup } from '../conditions/context';
import { areWide } from '../conditions/ip-ranges';
import { isPresenceRequired } from '../conditions/presence';

/**
 * The global condition keys that limit a permission: networks, calling services, and factors that workloads do not have. The values of all others are
 * facts about the principal or the account, which the severity must not depend on, or choices of the principal.
 *
 * Source: IAM User Guide, "AWS global condition context keys".
 */
const LIMITING = new Set(
  [
    ...['sourceip', 'vpcsourceip', 'sourcevpc', 'sourcevpcarn', 'sourcevpce'],
    ...['vpceaccount', 'vpceorgid', 'vpceorgpaths'],
    ...['calledvia', 'calledviafirst', 'calledvialast', 'viaawsservice'],
    ...['sourceaccount', 'sourcearn', 'sourceorgid', 'sourceorgpaths'],
    ...['multifactorauthpresent', 'multifactorauthage'],
  ].map(name => `aws:${name}`),
);

/** The global condition keys that identify single principals. A Deny that exempts some of them is mostly about the others. */
const OF_PRINCIPAL = /^aws:(?:principalarn$|principaltag\/|userid$|username$)/;

/** The keys of services that do not determine what a request reaches in an account: the principal chooses their values, or they are about the account. */
const HARMLESS = new Set([
  'dynamodb:returnconsumedcapacity',
  'dynamodb:returnvalues',
  'dynamodb:select',
  'ec2:region',
  'kms:calleraccount',
  's3:authtype',
  's3:delimiter',
  's3:max-keys',
  's3:resourceaccount',
  's3:signatureage',
  's3:signatureversion',
  's3:tlsversion',
  's3:x-amz-content-sha256',
  'secretsmanager:versionstage',
  'ssm:recursive',
  'sts:durationseconds',
  'sts:externalid',
  'sts:rolesessionname',
  'sts:sourceidentity',
]);

/** The keys that are in every request to which they apply. */
const ALWAYS_PRESENT = new Set([
  'aws:principalarn',
  'aws:userid',
  'aws:viaawsservice',
  'iam:passedtoservice',
]);

/** Checks whether a principal can meet the conditions of its Allow statement, so that they limit nothing. */
export function canMeet(
  conditions: CompiledCondition[],
  known: Known,
): boolean {
  return conditions.every(condition => {
    if (certaintyOf(condition, known) === 'always') return true;
    if (!isLimiting(condition)) return true;
    const { present, absent } = typically(condition);
    return present || (absent && !isPresenceRequired(condition, conditions));
  });
}

/**
 * Checks whether requests can avoid the conditions of a Deny statement, so that most of what it is about is not denied. With `choosesPrincipal`, they can
 * always be of a principal that the Deny exempts.
 */
export function canAvoid(
  conditions: CompiledCondition[],
  known: Known,
  choosesPrincipal: boolean,
): boolean {
  return conditions.some(condition => {
    if (certaintyOf(condition, known) === 'always') return false;
    const isOfPrincipal = OF_PRINCIPAL.test(condition.key.toLowerCase());
    if (isOfPrincipal ? choosesPrincipal : !isLimiting(condition)) return true;
    const { present, absent } = typically(condition);
    const canBeAbsent = !ALWAYS_PRESENT.has(condition.key.toLowerCase());
    return !present || (canBeAbsent && !absent);
  });
}

function isLimiting({ key }: CompiledCondition): boolean {
  const folded = key.toLowerCase();
  if (!folded.startsWith('aws:')) return !HARMLESS.has(folded);
  return LIMITING.has(folded) || folded.startsWith('aws:resourcetag/');
}

/** Returns whether a condition holds for values of its key that nobody has in mind, and whether it holds without a value. */
function typically(condition: CompiledCondition) {
  const { key, use, wanted } = condition;
  const folded = key.toLowerCase();
  const holds = (value?: string) =>
    holdsIn(
      new ContextLookup(value === undefined ? {} : { [folded]: value }),
      condition,
    );
  const isAddress =
    use.kind === 'compare' && use.operator.name.endsWith('IpAddress');
  return {
    present: isAddress
      ? use.operator.negated !== areWide(wanted)
      : valuesOf(folded, wanted).every(holds),
    absent: !ALWAYS_PRESENT.has(folded) && holds(),
  };
}

const SHAPES: Array<{ key: RegExp; values: string[] }> = [
  {
    key: /^aws:(?:multifactorauthpresent|viaawsservice)$/,
    values: ['false'],
  },
  {
    key: /service$|^aws:calledvia/,
    values: ['some-service.amazonaws.com', 'other.eu-west-1.amazonaws.com'],
  },
  {
    key: /^aws:sourcevpc$/,
    values: ['vpc-0e9c3d7a51b64f28d', 'vpc-07b52e8fc3a96140e'],
  },
  {
    key: /^aws:sourcevpce$/,
    values: ['vpce-0e9c3d7a51b64f28d', 'vpce-07b52e8fc3a96140e'],
  },
  { key: /sourceip$/, values: ['34.250.17.9', '185.60.112.44'] },
  { key: /account$/, values: ['012345678901', '998877665544'] },
];

const ARN = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}|aws):/;

/** Returns values of a key that no author of a policy has in mind. */
function valuesOf(key: string, wanted: string[]): string[] {
  const shape = SHAPES.find(one => one.key.test(key));
  if (shape) return shape.values;
  if (/arn$|boundary$/.test(key)) {
    // A limit to one account is no limit within this account.
    const account = wanted.map(text => ARN.exec(text)?.[1]).find(Boolean);
    const type = key === 'aws:principalarn' ? 'role' : 'policy';
    return ['some-name', 'other/name'].map(
      name => `arn:aws:iam::${account ?? '012345678901'}:${type}/${name}`,
    );
  }
  return ['some-value', 'Other.value/9'];
}
