import {
  matchPattern,
  type ConditionBlock,
  type ConditionOutcome,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { buildTrustPolicy } from '../../trust/build';
import {
  issuerOfProviderArn,
  readTrustPolicy,
  type TrustStatement,
} from '../../trust/read';
import { settled } from '../../trust/openKeys';
import { parseArn } from '../../arn/arn';
import { statementsOf } from '../../model/document';
import { parseSubject } from '../../model/serviceAccountRef';
import { evaluateToken, isOpenForToken, type TokenClaims } from './trust';
import { claimOf, isExact, isKeyOf, sameCluster } from './trustKeys';

/** Returns the statement that admits exactly this ServiceAccount. */
export function rightStatement(claims: TokenClaims): Statement {
  const { partition = 'aws', accountId = '' } =
    parseArn(claims.providerArn) ?? {};
  const { namespace = '', name = '' } = parseSubject(claims.subject) ?? {};
  const { issuer, audience } = claims;
  const [statement] = statementsOf(
    buildTrustPolicy({
      partition,
      accountId,
      issuer,
      namespace,
      name,
      audience,
    }),
  );
  return statement;
}

/** Returns the condition block without the dropped keys, and without operators that have no keys left. */
function withoutKeys(
  block: ConditionBlock,
  drop: (operator: string, key: string) => boolean,
): ConditionBlock {
  const rest = Object.entries(block).map(
    ([operator, keys]) =>
      [
        operator,
        Object.fromEntries(
          Object.entries(keys).filter(([key]) => !drop(operator, key)),
        ),
      ] as const,
  );
  return Object.fromEntries(
    rest.filter(([, keys]) => Object.keys(keys).length > 0),
  );
}

/** Returns the statement with another condition block; without `Condition` if the block is empty. */
export function withConditions(
  { Condition: _, ...rest }: Statement,
  block: ConditionBlock,
): Statement {
  return Object.keys(block).length > 0 ? { ...rest, Condition: block } : rest;
}

/** Returns the statement without the unmet conditions, which are about neither subject nor audience. */
function withoutConditions(
  statement: Statement,
  unmet: ConditionOutcome[],
): Statement {
  return withConditions(
    statement,
    withoutKeys(statement.Condition ?? {}, (operator, key) =>
      unmet.some(
        condition => condition.operator === operator && condition.key === key,
      ),
    ),
  );
}

/** Returns a Deny statement that excepts this ServiceAccount; undefined if it denies nobody else. */
function liftedDenial(
  statement: Statement,
  claims: TokenClaims,
): Statement | undefined {
  const block = statement.Condition ?? {};
  const key = `${claims.issuer}:sub`;
  const named = Object.entries(block)
    .filter(([operator]) => /^String(Equals|Like)$/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([name]) => isKeyOf(name, claims.issuer, 'sub'))
    .flatMap(([, values]) => values);
  if (named.length > 0 && named.every(value => value === claims.subject)) {
    return undefined;
  }
  const { StringNotEquals: excepted = {} } = block;
  const present = [excepted[key] ?? []].flat();
  return withConditions(statement, {
    ...block,
    StringNotEquals: { ...excepted, [key]: [...present, claims.subject] },
  });
}

/**
 * Whether a value of a `sub` condition was meant for this ServiceAccount. Ignores white space, case, and wildcards that the operator takes literally.
 */
function means(value: string, operator: string, subject: string): boolean {
  const written = value.replace(/[\s\p{Cf}]/gu, '').toLocaleLowerCase('en-US');
  return isExact(operator)
    ? matchPattern(written, subject)
    : written === subject;
}

/**
 * Whether a statement was meant for this ServiceAccount and admits nobody else. A statement for another issuer can serve a cluster that is not
 * configured here.
 */
function isMeant(
  { effect, federated, others, conditions }: TrustStatement,
  claims: TokenClaims,
): boolean {
  const subjects = conditions
    .filter(({ key }) => claimOf(key) === 'sub')
    .flatMap(({ operator, values }) =>
      values.map(value => ({ operator, value })),
    );
  const issuer = issuerOfProviderArn(federated[0] ?? '');
  return (
    effect === 'Allow' &&
    others.length === 0 &&
    federated.length === 1 &&
    issuer !== undefined &&
    sameCluster(issuer, claims.issuer) &&
    subjects.length > 0 &&
    subjects.every(
      ({ operator, value }) =>
        !/Not|Null/.test(operator) && means(value, operator, claims.subject),
    )
  );
}

/** Returns the statement with the right principal, action, and claims. Its other fields and conditions stay. */
function corrected(statement: Statement, claims: TokenClaims): Statement {
  const right = rightStatement(claims);
  const further = withoutKeys(
    statement.Condition ?? {},
    (_, key) => claimOf(key) !== undefined,
  );
  return {
    ...statement,
    Principal: right.Principal,
    Action: right.Action,
    Condition: {
      ...further,
      StringEquals: {
        ...further.StringEquals,
        ...right.Condition?.StringEquals,
      },
    },
  };
}

function resolved(document: PolicyDocument, claims: TokenClaims): Statement[] {
  const statements = statementsOf(document);
  const { decision, blockedBy } = evaluateToken(
    settled(document, isOpenForToken(claims)),
    claims,
  );
  if (decision === 'Allowed') return statements;
  if (decision === 'ExplicitlyDenied') {
    const denials = new Set(
      blockedBy.flatMap(({ cause, statement }) =>
        cause === 'explicit-deny' ? statement ?? [] : [],
      ),
    );
    const Statement = statements.flatMap((statement, index) =>
      denials.has(index) ? liftedDenial(statement, claims) ?? [] : statement,
    );
    return resolved({ ...document, Statement }, claims);
  }
  const hindered = blockedBy.find(
    ({ cause, conditions = [] }) =>
      cause === 'condition' &&
      conditions.every(({ key }) => claimOf(key) === undefined),
  );
  if (hindered) {
    return statements.map((statement, index) =>
      index === hindered.statement
        ? withoutConditions(statement, hindered.conditions ?? [])
        : statement,
    );
  }
  return withRightStatement(document, claims);
}

function withRightStatement(
  document: PolicyDocument,
  claims: TokenClaims,
): Statement[] {
  const statements = statementsOf(document);
  const place = readTrustPolicy(document).findIndex(statement =>
    isMeant(statement, claims),
  );
  return place < 0
    ? [...statements, rightStatement(claims)]
    : statements.map((statement, index) =>
        index === place ? corrected(statement, claims) : statement,
      );
}

/**
 * Returns the trust policy with the smallest change that admits the ServiceAccount. A statement that was meant only for the ServiceAccount is
 * corrected, a Deny gets an exception, and a blocking condition is removed; otherwise a statement is added. Access of others stays, and so does every
 * condition on the time.
 */
export function fixTrustPolicy(
  document: PolicyDocument,
  claims: TokenClaims,
): PolicyDocument {
  const atAnyTime = { ...claims, at: undefined };
  return { ...document, Statement: resolved(document, atAnyTime) };
}
