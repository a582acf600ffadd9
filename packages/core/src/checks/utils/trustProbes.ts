import {
  evaluateTrust,
  type PolicyDocument,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import { DEFAULT_AUDIENCE } from '../../model/annotations';
import type { TrustCondition, TrustStatement } from '../../trust/read';
import { statementsOf } from '../../model/document';
import { isOpenFor, settled, type Requester } from '../../trust/openKeys';
import {
  MADE_UP,
  timeContext,
  WEB_IDENTITY_ACTION,
  type TokenClaims,
} from './trust';
import { claimOf, isExact, isKeyOf } from './trustKeys';

/** A statement of a trust policy, and what its effect depends on. */
export interface Probed {
  document: PolicyDocument;
  statement: TrustStatement;
  /** The Deny statements of the document. */
  denies: TrustStatement[];
  /**
   * The document with only the statement and the Deny statements. It is `document` itself if there are no other statements, because a policy is
   * compiled once per document.
   */
  alone: PolicyDocument;
  roleArn: string;
  at: string;
}

const STRANGER = '210987654321';

/** The subject of a ServiceAccount that no policy names. */
const ANY_SUBJECT = `system:serviceaccount:${MADE_UP}:${MADE_UP}`;
const SUBJECT = /^system:serviceaccount:[^:]+:[^:]+$/;

const isWild = (text: string) => /[*?]/.test(text);
/** Returns the texts, each once. */
export const unique = (texts: string[]) => [...new Set(texts)];

/** Returns names that match a pattern. */
export function namesLike(pattern: string, ...fillings: string[]): string[] {
  return fillings.map(text =>
    pattern.replaceAll('*', text).replaceAll('?', 'x'),
  );
}

type Ask = (
  principal: Parameters<typeof evaluateTrust>[0]['principal'],
  action: string,
  context: RequestContext,
) => boolean;

/**
 * Evaluates the statement together with the Deny statements of its document. Conditions on keys that are unknown here are assumed to turn out in
 * favor of the request, so an admission means that access is possible.
 */
export function asking({ alone, at }: Probed, requester: Requester): Ask {
  return (principal, action, given) => {
    const context = { ...timeContext(at), ...given };
    const isOpen = isOpenFor(requester, context);
    return (
      evaluateTrust({
        trustPolicy: { name: 'trust policy', document: settled(alone, isOpen) },
        ...{ principal, action, context },
      }).decision === 'Allowed'
    );
  };
}

const isNegated = (operator: string) => /Not|Null/.test(operator);

function subjectsIn(statements: TrustStatement[], issuer: string) {
  return statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => isKeyOf(key, issuer, 'sub'));
}

/** Returns the wildcard patterns of conditions that support wildcards. */
export function patternsOf(conditions: TrustCondition[]): string[] {
  return conditions
    .filter(({ operator }) => !isExact(operator))
    .flatMap(({ values }) => values.filter(isWild));
}

/** Returns the values without wildcards. */
export function namesOf(conditions: TrustCondition[]): string[] {
  return conditions.flatMap(({ values }) =>
    values.filter(value => !isWild(value)),
  );
}

/** Returns ServiceAccounts that the patterns can match: each namespace with each name. */
function subjectsLike(patterns: string[]): string[] {
  const filled = patterns.flatMap(pattern =>
    namesLike(pattern, MADE_UP, `${MADE_UP}:${MADE_UP}`),
  );
  const parts = filled.map(text => text.split(':').slice(-2));
  const namespaces = unique([MADE_UP, ...parts.map(([first]) => first)]);
  const names = unique([MADE_UP, ...parts.map(([, last]) => last ?? MADE_UP)]);
  const pairs = namespaces.flatMap(namespace =>
    names.map(name => `system:serviceaccount:${namespace}:${name}`),
  );
  return unique([ANY_SUBJECT, ...filled, ...pairs]).filter(text =>
    SUBJECT.test(text),
  );
}

function askingToken(probed: Probed, claims: TokenClaims) {
  const { issuer, providerArn } = claims;
  const ask = asking(probed, 'token');
  return (subject: string, audience: string) =>
    ask({ federated: providerArn }, WEB_IDENTITY_ACTION, {
      [`${issuer}:sub`]: subject,
      [`${issuer}:aud`]: audience,
      'aws:FederatedProvider': providerArn,
    });
}

/** Returns whether the statement admits ServiceAccounts that it does not name: any, or those that match a pattern; undefined if it admits none. */
export function openSubjects(
  probed: Probed,
  claims: TokenClaims,
): { pattern?: string } | undefined {
  const { issuer } = claims;
  const { statement, denies } = probed;
  // A pod can request a token for any audience.
  const audiences = unique([
    claims.audience,
    ...audiencesIn([statement, ...denies]),
  ]);
  const own = subjectsIn([statement], issuer);
  const all = subjectsIn([statement, ...denies], issuer);
  const named = namesOf(all);
  const letsIn = askingToken(probed, claims);
  const stranger = subjectsLike(patternsOf(all)).find(
    subject =>
      !named.includes(subject) &&
      audiences.some(audience => letsIn(subject, audience)),
  );
  if (stranger === undefined) return undefined;
  const patterns = patternsOf(
    own.filter(({ operator }) => !isNegated(operator)),
  );
  const [pattern] =
    stranger === ANY_SUBJECT ? patterns : [...patterns, ...patternsOf(all)];
  return { pattern };
}

/** Whether the statement admits tokens that were issued for an audience other than AWS. */
export function letsInAnyAudience(
  probed: Probed,
  claims: TokenClaims,
): boolean {
  const { statement, denies } = probed;
  const all = subjectsIn([statement, ...denies], claims.issuer);
  const letsIn = askingToken(probed, claims);
  return [claims.subject, ...namesOf(all), ...subjectsLike(patternsOf(all))]
    .filter(subject => subject !== '')
    .some(subject => letsIn(subject, MADE_UP));
}

/** Returns values of a claim that conditions can match. */
function valuesIn(statements: TrustStatement[], claim: 'sub' | 'aud') {
  const about = statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => claimOf(key) === claim);
  const filled = patternsOf(about).flatMap(text => namesLike(text, MADE_UP));
  return [...namesOf(about), ...filled];
}

/** Returns the audience of tokens for AWS, and those that conditions can match. */
export function audiencesIn(statements: TrustStatement[]): string[] {
  return unique([DEFAULT_AUDIENCE, ...valuesIn(statements, 'aud')]);
}

/**
 * Whether the statement's conditions on claims exclude everyone, even the subjects that they name. False if it trusts a federated provider that is
 * not an OIDC provider.
 */
export function letsInNobody(probed: Probed): boolean {
  const { document, statement } = probed;
  const { issuers, federated, others, index } = statement;
  if (issuers.length < federated.length) return false;
  const { Condition } = statementsOf(document)[index];
  const open = settled(
    {
      ...document,
      Statement: {
        ...{ Effect: 'Allow', Principal: '*', Action: WEB_IDENTITY_ACTION },
        ...(Condition && { Condition }),
      },
    },
    ({ key }) => claimOf(key) === undefined,
  );
  const ask = (context: RequestContext) =>
    evaluateTrust({
      trustPolicy: { name: 'trust policy', document: open },
      principal: { federated: MADE_UP },
      action: WEB_IDENTITY_ACTION,
      context,
    }).decision === 'Allowed';
  const audiences = audiencesIn([statement]);
  const subjects = unique([ANY_SUBJECT, ...valuesIn([statement], 'sub')]);
  const tokens = issuers.flatMap(issuer =>
    subjects.flatMap(subject =>
      audiences.map(audience => ({
        [`${issuer}:sub`]: subject,
        [`${issuer}:aud`]: audience,
      })),
    ),
  );
  const requests = others.length > 0 ? [{}, ...tokens] : tokens;
  return !requests.some(ask);
}

const WAYS_IN = [
  'sts:AssumeRole',
  WEB_IDENTITY_ACTION,
  'sts:AssumeRoleWithSAML',
];

/** Returns the request context of a stranger: a principal of an account without the external ID or other agreed values. */
function strangerOf(accountId: string, arn: string): RequestContext {
  return {
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': accountId,
    'aws:PrincipalOrgID': `o-${MADE_UP}`,
    'aws:PrincipalOrgPaths': [`o-${MADE_UP}/r-${MADE_UP}/`],
    'aws:PrincipalType': 'AssumedRole',
    'aws:userid': `${MADE_UP}:${MADE_UP}`,
    'aws:SourceIp': '203.0.113.77',
    'aws:ViaAWSService': 'false',
    'sts:ExternalId': MADE_UP,
  };
}

/** Whether the statement admits a principal of an account that it does not name, under any name. */
export function letsInAnybody(probed: Probed): boolean {
  const { statement } = probed;
  const arn = `arn:aws:iam::${STRANGER}:role/${MADE_UP}`;
  const names = statement.conditions
    .filter(({ key }) => /^aws:principalarn$/i.test(key))
    .flatMap(({ values }) => values)
    .filter(value => isWild(value) && !/:\d{12}:/.test(value))
    .flatMap(value =>
      namesLike(value, STRANGER, `${STRANGER}:role/${MADE_UP}`),
    );
  const ask = asking(probed, 'stranger');
  return [arn, ...names].some(name =>
    WAYS_IN.some(action =>
      ask({ aws: arn }, action, strangerOf(STRANGER, name)),
    ),
  );
}

/** Whether the statement admits what it names of an account (the account or one of its principals) without an external ID and from any session. */
export function letsInAll(
  probed: Probed,
  name: string,
  accountId: string,
): boolean {
  const { partition = 'aws', resource = 'root' } = parseArn(name) ?? {};
  const arn =
    resource === 'root'
      ? `arn:${partition}:iam::${accountId}:role/${MADE_UP}`
      : name;
  return asking(probed, 'stranger')(
    { aws: arn },
    'sts:AssumeRole',
    strangerOf(accountId, arn),
  );
}
