import { accountIdOf } from '../../arn/arn';
import {
  evaluate,
  matchPattern,
  type ConditionOutcome,
  type NamedPolicy,
  type PolicyDocument,
  type RequestContext,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { permissionDocuments } from '../../permissions/permissionDocuments';
import { userIdContext } from '../../permissions/simulation/userId';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedRole } from '../../model/observed';
import {
  isOpenWith,
  openKeysOf,
} from '../../permissions/simulation/openDenials';
import { sessionTagsOf, type SessionTags } from '../../permissions/sessionTags';
import { statementsOf } from '../../model/document';
import { withConditions } from './fixTrustPolicy';
import { podRequest } from './podRequest';

const PRINCIPAL_ARN = 'aws:PrincipalArn';

/** Actions that represent those that a pattern in a policy covers. */
const COMMON = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  's3:DeleteObject',
];

const CASELESS = { ignoreCase: true };

interface Request {
  action: string;
  resource: string;
}

/** Returns the common actions that match a wildcard pattern, or the S3 action itself; empty if there are none. */
function actionsOf(pattern: string): string[] {
  return /[*?]/.test(pattern)
    ? COMMON.filter(action => matchPattern(pattern, action, CASELESS))
    : [pattern].filter(action => /^s3:/i.test(action));
}

/** Whether the ARN names the kind of resource that the action needs: a bucket or an object. */
function fits({ action, resource }: Request): boolean {
  const isBucket = /^s3:listbucket$/i.test(action);
  const isCommon = COMMON.some(one => matchPattern(one, action, CASELESS));
  return !isCommon || isBucket !== resource.includes('/');
}

/** Returns an example object or bucket that matches an ARN of a policy, for sessions with these tags. */
function exampleOf(arn: string, tags: Record<string, string>): string {
  return arn
    .replace(/\$\{aws:PrincipalTag\/([^}]+)\}/gi, (text, tag) =>
      Object.hasOwn(tags, tag) ? tags[tag] : text,
    )
    .replace(/[*?]/g, 'any');
}

/** Returns example requests to a bucket that the role's own policies allow, possibly under conditions. */
export function requestsTo(bucket: string, observed: Observed): Request[] {
  const role = valueOf(observed.role);
  if (!role) return [];
  const { tags, openTags } = sessionTagsOf(role, observed);
  const requests = permissionDocuments(observed)
    .flatMap(statementsOf)
    .filter(({ Effect: effect }) => effect === 'Allow')
    .flatMap(({ Action: action = [], Resource: resource = [] }) => {
      const actions = new Set([action].flat().flatMap(actionsOf));
      return [resource]
        .flat()
        .filter(arn => /^arn:[^:]+:s3:::([^/]+)/.exec(arn)?.[1] === bucket)
        .flatMap(arn =>
          [...actions].map(name => ({
            action: name,
            resource: exampleOf(arn, tags),
          })),
        );
    });
  const pods = podRequest(observed, role, {
    ...{ action: 's3:*', resource: `arn:aws:s3:::${bucket}` },
  });
  const open = isOpenWith(openTags);
  return requests.filter(request => {
    if (!fits(request)) return false;
    const asked = { ...pods, ...request };
    const result = evaluate(asked);
    return (
      result.decision === 'Allowed' ||
      openKeysOf(asked, result, open) !== undefined
    );
  });
}

/** Returns the context keys that every session of the role has. Includes the user ID only if no deciding policy depends on the session name. */
export function sessionContext(
  role: Pick<ObservedRole, 'arn' | 'id' | 'tags'>,
  deciding: NamedPolicy[] = [],
): RequestContext {
  return {
    ...userIdContext(role, deciding),
    [PRINCIPAL_ARN]: role.arn,
    'aws:PrincipalAccount': accountIdOf(role.arn),
    'aws:PrincipalType': 'AssumedRole',
    'aws:SecureTransport': 'true',
    ...Object.fromEntries(
      Object.entries(role.tags).map(([key, value]) => [
        `aws:PrincipalTag/${key}`,
        value,
      ]),
    ),
  };
}

/** Whether a Deny applies regardless of the request keys that are unknown here. */
function isCertain(
  conditions: ConditionOutcome[],
  { openTags = [] }: Partial<SessionTags>,
): boolean {
  const open = isOpenWith(openTags);
  return conditions.every(
    condition =>
      condition.actual !== undefined ||
      (/^aws:principaltag\//i.test(condition.key) && !open(condition)),
  );
}

/** Returns the first of the requests that a Deny of the bucket policy certainly denies, with the index of its statement. */
export function denialOf(
  document: PolicyDocument,
  role: ObservedRole & Partial<SessionTags>,
  requests: Request[],
): (Request & { statement: number }) | undefined {
  const resourcePolicy = { name: 'bucket policy', document };
  const context = sessionContext(role, [resourcePolicy]);
  for (const request of requests) {
    const { decision, decidedBy } = evaluate({
      ...request,
      principal: { kind: 'role', arn: role.arn },
      ...{ context, resourcePolicy, identityPolicies: [] },
    });
    const denial = decidedBy.find(
      ({ layer, conditions }) =>
        layer === 'resource' && isCertain(conditions, role),
    );
    if (decision === 'ExplicitlyDenied' && denial) {
      return { ...request, statement: denial.statement };
    }
  }
  return undefined;
}

function principalsOf({ Principal: principal }: Statement): string[] {
  return typeof principal === 'object' ? [principal.AWS ?? []].flat() : [];
}

/** Returns the statement, changed so that it does not concern the role; undefined if it names no other principal. */
function excepting(statement: Statement, roleArn: string) {
  const principals = principalsOf(statement);
  if (principals.includes(roleArn)) {
    const others = principals.filter(arn => arn !== roleArn);
    const { Principal: principal } = statement;
    const kinds = typeof principal === 'object' ? Object.keys(principal) : [];
    return others.length === 0 && kinds.length === 1
      ? undefined
      : {
          ...statement,
          Principal: { ...Object(principal), AWS: others },
        };
  }
  const { ArnNotEquals: excepted = {}, ...block } = statement.Condition ?? {};
  const present = [excepted[PRINCIPAL_ARN] ?? []].flat();
  return withConditions(statement, {
    ...block,
    ArnNotEquals: { ...excepted, [PRINCIPAL_ARN]: [...present, roleArn] },
  });
}

/** Returns the bucket policy with the role excepted from each Deny of the requests; undefined if no statement remains. */
export function withoutDenials(
  document: PolicyDocument,
  role: ObservedRole & Partial<SessionTags>,
  requests: Request[],
): PolicyDocument | undefined {
  const denial = denialOf(document, role, requests);
  if (!denial) return document;
  const statements = statementsOf(document).flatMap((statement, index) =>
    index === denial.statement
      ? excepting(statement, role.arn) ?? []
      : statement,
  );
  return statements.length === 0
    ? undefined
    : withoutDenials({ ...document, Statement: statements }, role, requests);
}

/** Returns the unique IDs of deleted roles that the policy still names. S3 shows an ID in place of the ARN of a deleted role. */
export function deadPrincipals(document: PolicyDocument): string[] {
  const ids = statementsOf(document)
    .flatMap(principalsOf)
    .filter(name => /^AROA[0-9A-Z]+$/.test(name));
  return [...new Set(ids)];
}

/** Replaces the ID of a deleted role with the role's ARN in the policy. */
export function withRoleFor(
  document: PolicyDocument,
  dead: string,
  roleArn: string,
): PolicyDocument {
  return {
    ...document,
    Statement: statementsOf(document).map(statement => {
      const principals = principalsOf(statement);
      if (!principals.includes(dead)) return statement;
      const named = principals.map(name => (name === dead ? roleArn : name));
      const AWS = [...new Set(named)];
      return {
        ...statement,
        Principal: {
          ...Object(statement.Principal),
          AWS: AWS.length === 1 ? AWS[0] : AWS,
        },
      };
    }),
  };
}
