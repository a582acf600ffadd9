import {
  evaluateTrust,
  type PolicyDocument,
  type RequestContext,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { accountIdOf, parseArn } from '../../arn/arn';
import { DEFAULT_AUDIENCE } from '../../model/annotations';
import type { TrustCondition, TrustStatement } from '../../trust/read';
import { statementsOf } from '../../model/document';
import { WEB_IDENTITY_ACTION, type TokenClaims } from './trust';
import { claimOf, isExact, isKeyOf, isOpenKey } from './trustKeys';

/** One statement of a trust policy, and what its effect depends on beside it. */
export interface Probed {
  document: PolicyDocument;
  statement: TrustStatement;
  /** Those of the document that deny. */
  denies: TrustStatement[];
  roleArn: string;
  at: string;
}

const MADE_UP = 'made-up';
const STRANGER = '210987654321';

/** The subject of a ServiceAccount that no policy names. */
const ANY_SUBJECT = `system:serviceaccount:${MADE_UP}:${MADE_UP}`;
const SUBJECT = /^system:serviceaccount:[^:]+:[^:]+$/;

const isWild = (text: string) => /[*?]/.test(text);
const unique = (texts: string[]) => [...new Set(texts)];

/** Names that fit a pattern. */
function namesLike(pattern: string, ...fillings: string[]): string[] {
  return fillings.map(text =>
    pattern.replaceAll('*', text).replaceAll('?', 'x'),
  );
}

/** What every request to STS carries. */
function always(at: string): RequestContext {
  return {
    'aws:CurrentTime': at,
    'aws:EpochTime': String(Date.parse(at) / 1000),
    'aws:SecureTransport': 'true',
  };
}

const ALWAYS = /^aws:(currenttime|epochtime|securetransport)$/i;

type Ask = (
  principal: Parameters<typeof evaluateTrust>[0]['principal'],
  action: string,
  context: RequestContext,
) => boolean;

/**
 * Asks the statement whether it lets somebody in against the Deny statements of its document. Conditions on keys that nobody knows here are taken to
 * be met, and a Deny that hangs on one not to match: that may be so.
 */
function asking(
  { document, statement, denies, at }: Probed,
  isKnown: (key: string) => boolean,
): Ask {
  const all = statementsOf(document);
  const denying = denies
    .filter(({ conditions }) => conditions.every(({ key }) => isKnown(key)))
    .map(({ index }) => all[index]);
  const allow = withKeys(all[statement.index], isKnown);
  const trustPolicy = {
    name: 'trust policy',
    document: { ...document, Statement: [allow, ...denying] },
  };
  return (principal, action, context) =>
    evaluateTrust({
      ...{ trustPolicy, principal, action },
      context: { ...always(at), ...context },
    }).decision === 'Allowed';
}

function withKeys(
  statement: Statement,
  isKept: (key: string) => boolean,
): Statement {
  const Condition = Object.fromEntries(
    Object.entries(statement.Condition ?? {}).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys ?? {}).filter(([key]) => isKept(key)),
      ),
    ]),
  );
  return { ...statement, Condition };
}

const isNegated = (operator: string) => /Not|Null/.test(operator);

function subjectsIn(statements: TrustStatement[], issuer: string) {
  return statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => isKeyOf(key, issuer, 'sub'));
}

function patternsOf(conditions: TrustCondition[]): string[] {
  return conditions
    .filter(({ operator }) => !isExact(operator))
    .flatMap(({ values }) => values.filter(isWild));
}

function namesOf(conditions: TrustCondition[]): string[] {
  return conditions.flatMap(({ values }) =>
    values.filter(value => !isWild(value)),
  );
}

/** ServiceAccounts that patterns may be meant for: each namespace with each name. */
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
  const ask = asking(
    probed,
    key => ALWAYS.test(key) || !isOpenKey(key, issuer),
  );
  return (subject: string, audience: string) =>
    ask({ federated: providerArn }, WEB_IDENTITY_ACTION, {
      [`${issuer}:sub`]: subject,
      [`${issuer}:aud`]: audience,
    });
}

/** Whether the statement lets in ServiceAccounts that nobody named: any, or those that fit a pattern; undefined when it does not. */
export function openSubjects(
  probed: Probed,
  claims: TokenClaims,
): { pattern?: string } | undefined {
  const { issuer, audience } = claims;
  const { statement, denies } = probed;
  const own = subjectsIn([statement], issuer);
  const all = subjectsIn([statement, ...denies], issuer);
  const named = namesOf(all);
  const letsIn = askingToken(probed, claims);
  const stranger = subjectsLike(patternsOf(all)).find(
    subject => !named.includes(subject) && letsIn(subject, audience),
  );
  if (stranger === undefined) return undefined;
  const patterns = patternsOf(
    own.filter(({ operator }) => !isNegated(operator)),
  );
  const [pattern] =
    stranger === ANY_SUBJECT ? patterns : [...patterns, ...patternsOf(all)];
  return { pattern };
}

/** Whether the statement lets in tokens that were made for somebody else than AWS. */
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

/** Values of a claim that conditions may be meant for. */
function valuesOf({ conditions }: TrustStatement, claim: 'sub' | 'aud') {
  const about = conditions.filter(({ key }) => claimOf(key) === claim);
  const filled = patternsOf(about).flatMap(text => namesLike(text, MADE_UP));
  const usual = claim === 'sub' ? ANY_SUBJECT : DEFAULT_AUDIENCE;
  return unique([usual, ...namesOf(about), ...filled]);
}

/** Whether the statement's conditions on claims keep out everybody, also whom they name. False where it trusts providers that are none of OIDC. */
export function letsInNobody(probed: Probed): boolean {
  const { document, statement } = probed;
  const { issuers, federated, others, index } = statement;
  if (issuers.length < federated.length) return false;
  const { Condition } = withKeys(
    statementsOf(document)[index],
    key => claimOf(key) !== undefined,
  );
  const open: Statement = {
    ...{ Effect: 'Allow', Principal: '*', Action: WEB_IDENTITY_ACTION },
    Condition,
  };
  const alone = {
    ...{ ...probed, denies: [], document: { ...document, Statement: open } },
    statement: { ...statement, index: 0 },
  };
  const ask = asking(alone, () => true);
  const audiences = valuesOf(statement, 'aud');
  const tokens = issuers.flatMap(issuer =>
    valuesOf(statement, 'sub').flatMap(subject =>
      audiences.map(audience => ({
        [`${issuer}:sub`]: subject,
        [`${issuer}:aud`]: audience,
      })),
    ),
  );
  const requests = others.length > 0 ? [{}, ...tokens] : tokens;
  return !requests.some(context =>
    ask({ federated: MADE_UP }, WEB_IDENTITY_ACTION, context),
  );
}

/** Keys of AWS that a caller can set as it likes, so that they keep nobody out, and those that a request may carry. */
function isForStrangers(key: string): boolean {
  return (
    /^sts:externalid$/i.test(key) ||
    /^aws:(principal(account|arn|isawsservice|orgid|orgpaths|service.*|type)|source.*|userid|viaawsservice|vpcsourceip)$/i.test(
      key,
    ) ||
    ALWAYS.test(key) ||
    !/^(aws|sts):/i.test(key)
  );
}

const WAYS_IN = [
  'sts:AssumeRole',
  WEB_IDENTITY_ACTION,
  'sts:AssumeRoleWithSAML',
];

/** Whether the statement lets in a principal of an account that nobody named, whatever it is called. */
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
  const ask = asking(probed, isForStrangers);
  return [arn, ...names].some(name =>
    WAYS_IN.some(action =>
      ask({ aws: arn }, action, {
        'aws:PrincipalArn': name,
        'aws:PrincipalAccount': STRANGER,
        'aws:PrincipalOrgID': `o-${MADE_UP}`,
        'aws:PrincipalOrgPaths': [`o-${MADE_UP}/r-${MADE_UP}/`],
        'aws:PrincipalType': 'AssumedRole',
        'aws:userid': `${MADE_UP}:${MADE_UP}`,
        'aws:SourceIp': '203.0.113.77',
        'aws:ViaAWSService': 'false',
        'sts:ExternalId': MADE_UP,
      }),
    ),
  );
}

/** Keys by which a request for one association differs from another, or that all have alike. */
const OF_ASSOCIATIONS =
  /^aws:(requesttag\/.*|source(account|arn)|principal.*)$/i;

/** Whether the statement lets EKS Pod Identity hand out the role for an association that nobody named, with session tags or without. */
export function letsInAnyAssociation(probed: Probed, service: string): boolean {
  const accountId = accountIdOf(probed.roleArn);
  const partition = parseArn(probed.roleArn)?.partition ?? 'aws';
  const cluster = `arn:${partition}:eks:${MADE_UP}:${accountId}:cluster/${MADE_UP}`;
  const source = { 'aws:SourceAccount': accountId, 'aws:SourceArn': cluster };
  const tags = {
    'aws:RequestTag/eks-cluster-arn': cluster,
    'aws:RequestTag/eks-cluster-name': MADE_UP,
    'aws:RequestTag/kubernetes-namespace': MADE_UP,
    'aws:RequestTag/kubernetes-service-account': MADE_UP,
    'aws:RequestTag/kubernetes-pod-name': MADE_UP,
    'aws:RequestTag/kubernetes-pod-uid': MADE_UP,
  };
  const ask = asking(
    probed,
    key =>
      OF_ASSOCIATIONS.test(key) ||
      ALWAYS.test(key) ||
      !/^(aws|sts):/i.test(key),
  );
  return [{ ...source, ...tags }, source].some(context =>
    ask({ service }, 'sts:AssumeRole', context),
  );
}
