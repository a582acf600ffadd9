import {
  matchPattern,
  type EvaluationRequest,
  type NamedPolicy,
  type PolicyDocument,
  type RequestContext,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import { statementsOf } from '../../model/document';
import type { EndpointSide } from '../vpcEndpoints';

const KEY = 'aws:userid';
/** The operator for conditions on session names. For a single-valued key, it works like StringLike, and hardly any statement uses it otherwise. */
const OF_SESSIONS = 'ForAnyValue:StringLike';
/** A session name for when no policy depends on it. */
const ANY_SESSION = 'session';

/** Adds the user ID of a session to the request, unless a deciding policy depends on the session name. */
export function withUserId(
  request: EvaluationRequest,
  { id }: { id?: string },
  { endpoints }: Pick<EndpointSide, 'endpoints'> = { endpoints: [] },
): EvaluationRequest {
  const own = userIdContext({ id, arn: request.principal.arn }, [
    ...policiesOf(request),
    ...endpoints.map(one => one.policy),
  ]);
  return { ...request, context: { ...own, ...request.context } };
}

/** Returns the user ID of a session, which starts with the role's ID. Left out if a policy depends on the session name. */
export function userIdContext(
  { id, arn }: { id?: string; arn: string },
  policies: NamedPolicy[],
): RequestContext {
  const isKnown =
    id !== undefined &&
    policies.every(
      policy =>
        !namesSession(policy, arn) &&
        wantedOf(policy).every(text => isSame(text, id)),
    );
  return isKnown ? { [KEY]: `${id}:${ANY_SESSION}` } : {};
}

/** Whether a policy names a session of the role as a principal. */
function namesSession(
  { document }: Pick<NamedPolicy, 'document'>,
  roleArn: string,
): boolean {
  return [document.Statement]
    .flat()
    .some(({ Principal, NotPrincipal }) =>
      [Principal, NotPrincipal].some(
        element => sessionsIn(element, roleArn).length > 0,
      ),
    );
}

/** Returns the names of the role's sessions that a principal element contains. */
export function sessionsIn(
  element: Statement['Principal'],
  roleArn: string,
): string[] {
  if (typeof element !== 'object') return [];
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const start = `:sts::${accountIdOf(roleArn)}:assumed-role/${name}/`;
  return [element.AWS ?? []]
    .flat()
    .filter(one => one.includes(start))
    .map(one => one.slice(one.indexOf(start) + start.length));
}

/**
 * Replaces sessions of a role that a policy names with a condition on the user ID, which ends with the session name. Statements that name all
 * sessions stay. With `effect`, only statements with this effect change.
 *
 * Source: "AWS global condition context keys", IAM User Guide, aws:userid.
 */
export function withSessionsAsConditions(
  document: PolicyDocument,
  roleArn: string,
  effect?: Statement['Effect'],
): PolicyDocument {
  if (!namesSession({ document }, roleArn)) return document;
  const account = accountIdOf(roleArn);
  const [start] = roleArn.split(`:${account}:`);
  const all = ['*', account, roleArn, `${start}:${account}:root`];
  const Statement = statementsOf(document).map(statement => {
    const { Principal, Condition = {} } = statement;
    const sessions = sessionsIn(Principal, roleArn);
    if (typeof Principal !== 'object' || sessions.length === 0) {
      return statement;
    }
    if (effect !== undefined && statement.Effect !== effect) return statement;
    if ([Principal.AWS ?? []].flat().some(one => all.includes(one))) {
      return statement;
    }
    const wanted = sessions.map(name => `*:${name}`);
    return {
      ...statement,
      Principal: { AWS: roleArn },
      Condition: {
        ...Condition,
        [OF_SESSIONS]: { ...Condition[OF_SESSIONS], [KEY]: wanted },
      },
    };
  });
  return { ...document, Statement };
}

/** Whether the text gives the same result for every session of the role. */
function isSame(text: string, id: string): boolean {
  const [start] = text.toLocaleLowerCase('en-US').split(/[*?$]/);
  const prefix = `${id}:`.toLocaleLowerCase('en-US');
  const isOfAnother = !start.startsWith(prefix) && !prefix.startsWith(start);
  return isOfAnother || matchPattern(text, `${id}:*`);
}

function policiesOf(request: EvaluationRequest): NamedPolicy[] {
  const { identityPolicies, sessionPolicies = [] } = request;
  const { permissionsBoundary, resourcePolicy } = request;
  const { serviceControlPolicies = [], resourceControlPolicies = [] } = request;
  return [
    ...[...identityPolicies, ...sessionPolicies],
    ...[permissionsBoundary ?? [], resourcePolicy ?? []].flat(),
    ...[...serviceControlPolicies, ...resourceControlPolicies].flat(),
  ];
}

/** Returns the values that the conditions of a policy compare with the key, and `$` if the policy uses the key as a variable. */
function wantedOf({ document }: NamedPolicy): string[] {
  const statements: Statement[] = [document.Statement].flat();
  return [
    ...statements.flatMap(({ Condition = {} }) =>
      Object.values(Condition)
        .flatMap(wanted => Object.entries(wanted))
        .filter(([key]) => key.toLocaleLowerCase('en-US') === KEY)
        .flatMap(([, values]) => [values].flat().map(String)),
    ),
    ...(/\$\{\s*aws:userid\b/i.test(JSON.stringify(statements)) ? ['$'] : []),
  ];
}
