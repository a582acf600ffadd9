import { matchPattern } from '../match/pattern';
import { jointCertainty, type Known } from '../conditions/certainty';
import type { CompiledCondition } from '../conditions/condition';
import { asList } from '../document/shape';
import type { NamedPolicy, Statement } from '../document/types';
import { compilePolicy } from '../evaluate/compile';
import type { CompiledStatement } from '../evaluate/statement';
import type { StatementRef } from '../effective/types';
import { some } from './risk';
import type { Risk, RiskOptions } from './types';

/**
 * Condition keys that limit a statement for everyone to some callers: by network, by identity or organization, or by the source of the request.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", and Amazon S3 User Guide, "The meaning of public".
 */
const NARROWING_KEYS = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
]);

const WILDCARD = /[*?]/;
/** The position of the account in an ARN that is split at its colons. */
const ACCOUNT = 4;

/** Finds statements of trust and resource policies that let in everyone, or every identity of an identity provider. */
export function openPrincipals(options: RiskOptions): Risk[] {
  const { trustPolicy, resourcePolicies = [], now = new Date() } = options;
  const known: Known = { now, context: {} };
  const trust = trustPolicy ? statementsOf(trustPolicy, 'trust', known) : [];
  const resource = resourcePolicies.flatMap(policy =>
    statementsOf(policy, 'resource', known),
  );
  return [
    ...publicRisk(
      trust,
      'public-trust',
      'Anyone with an AWS account can assume the role',
    ),
    ...publicRisk(resource, 'public-resource', 'Anyone can use the resource'),
    ...providerRisk(trust),
  ];
}

interface Open {
  statement: CompiledStatement;
  ref: StatementRef;
}

function statementsOf(
  policy: NamedPolicy,
  layer: 'trust' | 'resource',
  known: Known,
): Open[] {
  return compilePolicy(policy, layer)
    .statements.filter(
      ({ source, conditions }) =>
        source.Effect === 'Allow' &&
        jointCertainty(conditions, known) !== 'never',
    )
    .map(statement => ({
      statement,
      ref: {
        layer,
        policy: policy.name,
        statement: statement.index,
        ...(statement.source.Sid && { sid: statement.source.Sid }),
      },
    }));
}

function publicRisk(statements: Open[], id: string, says: string): Risk[] {
  const open = statements.filter(
    ({ statement: { source, conditions } }) =>
      isForEverybody(source) && !conditions.some(narrows),
  );
  if (open.length === 0) return [];
  const actions = open.flatMap(({ statement: { source } }) =>
    source.Action === undefined
      ? asList(source.NotAction).map(action => `all except ${action}`)
      : asList(source.Action),
  );
  return [
    {
      id,
      severity: 'high',
      message: `${says}: its principal is a wildcard, and no condition restricts it (${some(
        [...new Set(actions)],
      )}).`,
      evidence: open.map(({ ref }) => ref),
    },
  ];
}

function isForEverybody({ Principal }: Statement): boolean {
  return (
    Principal === '*' ||
    (Principal !== undefined && asList(Principal.AWS).includes('*'))
  );
}

function narrows({ use, key, wanted }: CompiledCondition): boolean {
  if (use.kind === 'null' || use.operator.negated || use.ifExists) return false;
  if (use.qualifier === 'all') return false;
  const name = key.toLowerCase();
  return (
    NARROWING_KEYS.has(name) &&
    wanted.every(isNarrow) &&
    !(name === 'aws:principalarn' && wanted.some(isOfEveryAccount))
  );
}

/** Checks whether a pattern for principal ARNs matches in any account, where anyone can create a matching principal. */
function isOfEveryAccount(pattern: string): boolean {
  // A pattern that ends before the account, such as `arn:aws:*`, matches any account too.
  const account = pattern.split(':')[ACCOUNT] ?? pattern;
  return WILDCARD.test(account);
}

/** A variable alone can have any value, even that of the key itself. */
const ANY_VALUE = /^(?:[*?]*|\$\{[^}]*\})$/;

function isNarrow(wanted: string): boolean {
  return !ANY_VALUE.test(wanted) && !/\/0$/.test(wanted);
}

const SUBJECT = /:sub$/i;

/** Finds trust policy statements for an OIDC provider that have no condition on the subject, or a subject pattern with wildcards. */
function providerRisk(statements: Open[]): Risk[] {
  const federated = statements.filter(
    ({ statement: { source } }) =>
      typeof source.Principal === 'object' &&
      asList(source.Principal.Federated).some(name =>
        name.includes(':oidc-provider/'),
      ),
  );
  const unnamed = federated.filter(({ statement }) => !namesSubject(statement));
  const wildcard = federated.filter(
    one => !unnamed.includes(one) && patternsOf(one.statement).length > 0,
  );
  const risks: Risk[] = [];
  if (unnamed.length > 0) {
    risks.push({
      id: 'any-subject-trust',
      severity: 'high',
      message:
        'Every identity of the provider can assume the role: no condition restricts the subject.',
      evidence: unnamed.map(({ ref }) => ref),
    });
  }
  if (wildcard.length > 0) {
    const patterns = wildcard.flatMap(({ statement }) => patternsOf(statement));
    risks.push({
      id: 'wildcard-subject-trust',
      severity: 'medium',
      message: `Every identity whose subject matches ${some(
        patterns,
      )} can assume the role.`,
      evidence: wildcard.map(({ ref }) => ref),
    });
  }
  return risks;
}

/** Subjects of ServiceAccounts that nobody has in mind. A pattern that matches both matches those of every namespace. */
const UNNAMED_SUBJECTS = [
  'system:serviceaccount:a-namespace:a-name',
  'system:serviceaccount:other-namespace:other-name',
];

function namesSubject(statement: CompiledStatement): boolean {
  const subjects = subjectsOf(statement);
  return (
    subjects.length > 0 &&
    subjects.every(isNarrow) &&
    !patternsOf(statement).some(pattern =>
      UNNAMED_SUBJECTS.every(subject => matchPattern(pattern, subject)),
    )
  );
}

function patternsOf(statement: CompiledStatement): string[] {
  return subjectConditions(statement)
    .filter(({ operator }) => /like/i.test(operator))
    .flatMap(({ wanted }) => wanted.filter(text => WILDCARD.test(text)));
}

function subjectsOf(statement: CompiledStatement): string[] {
  return subjectConditions(statement).flatMap(({ wanted }) => wanted);
}

function subjectConditions({ conditions }: CompiledStatement) {
  return conditions.filter(
    ({ use, key }) =>
      use.kind === 'compare' &&
      !use.operator.negated &&
      !use.ifExists &&
      SUBJECT.test(key),
  );
}
