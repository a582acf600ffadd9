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

/** The one statement that lets in exactly this ServiceAccount. */
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

/** The condition block without some of its keys, nor operators that are left with none. */
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

/** The statement with other conditions; without the element when there are none. */
export function withConditions(
  { Condition: _, ...rest }: Statement,
  block: ConditionBlock,
): Statement {
  return Object.keys(block).length > 0 ? { ...rest, Condition: block } : rest;
}

/** The statement without the conditions that are not met, which are about neither subject nor audience. */
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

/** A Deny that goes on for everybody but this ServiceAccount; undefined when it is about nobody else. */
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

/** Whether a value of a `sub` condition was meant for this ServiceAccount: white space, case and wildcards that are taken literally aside. */
function means(value: string, operator: string, subject: string): boolean {
  const written = value.replace(/[\s\p{Cf}]/gu, '').toLocaleLowerCase('en-US');
  return isExact(operator)
    ? matchPattern(written, subject)
    : written === subject;
}

/** Whether an issuer is this cluster's, however typed, or one of the region that no cluster has any more. */
function isOursOrDead(
  issuer: string | undefined,
  { issuer: ours, otherIssuers }: TokenClaims,
): boolean {
  if (issuer === undefined) return false;
  if (issuer === ours || sameCluster(issuer, ours)) return true;
  const hostOf = (text: string) => text.split('/')[0];
  return (
    otherIssuers !== undefined &&
    !otherIssuers.includes(issuer) &&
    hostOf(issuer) === hostOf(ours)
  );
}

/** Whether a statement was meant for this ServiceAccount and lets in nobody else. */
function isMeant(
  { effect, federated, others, conditions }: TrustStatement,
  claims: TokenClaims,
): boolean {
  const subjects = conditions
    .filter(({ key }) => claimOf(key) === 'sub')
    .flatMap(({ operator, values }) =>
      values.map(value => ({ operator, value })),
    );
  return (
    effect === 'Allow' &&
    others.length === 0 &&
    federated.length === 1 &&
    isOursOrDead(issuerOfProviderArn(federated[0]), claims) &&
    subjects.length > 0 &&
    subjects.every(({ operator, value }) =>
      means(value, operator, claims.subject),
    )
  );
}

/** The statement with principal, action and claims as they must be; its other fields and conditions stay. */
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
 * The trust policy that lets the ServiceAccount in, with as little changed as that takes. A statement that was meant for it and for nobody else
 * is corrected, a Deny excepts it, a condition that keeps it out goes; else a statement is added. What others have stays.
 */
export function fixTrustPolicy(
  document: PolicyDocument,
  claims: TokenClaims,
): PolicyDocument {
  return { ...document, Statement: resolved(document, claims) };
}
