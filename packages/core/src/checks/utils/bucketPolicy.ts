import { accountIdOf, parseArn } from '../../arn/arn';
import { isUniqueId } from '../../arn/uniqueId';
import { buildPermissionsPolicy } from '../../grants';
import {
  evaluate,
  matchPattern,
  type NamedPolicy,
  type PolicyDocument,
  type RequestContext,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { permissionDocuments } from '../../permissions/permissionDocuments';
import { userIdContext } from '../../permissions/simulation/userId';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedRole } from '../../model/observed';
import { isOpenWith } from '../../permissions/simulation/openConditions';
import { openKeysOf } from '../../permissions/simulation/openDenials';
import { sessionTagsOf } from '../../permissions/sessionTags';
import { statementsOf } from '../../model/document';
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

/** A request that represents those that a statement of the role allows. */
export interface BucketRequest {
  action: string;
  /** An example of the pattern. */
  resource: string;
  /** The resources of the statement. */
  pattern: string;
}

/** Returns the common actions that match a wildcard pattern, or the S3 action itself; empty if there are none. */
function actionsOf(pattern: string): string[] {
  return /[*?]/.test(pattern)
    ? COMMON.filter(action => matchPattern(pattern, action, CASELESS))
    : [pattern].filter(action => /^s3:/i.test(action));
}

/** Whether the ARN names the kind of resource that the action needs: a bucket or an object. */
function fits({ action, resource }: BucketRequest): boolean {
  const isBucket = /^s3:listbucket$/i.test(action);
  const isCommon = COMMON.some(one => matchPattern(one, action, CASELESS));
  return !isCommon || isBucket !== resource.includes('/');
}

const VARIABLE = /\$\{([^{}',]+)(?:,\s*'([^']*)'\s*)?\}/g;

/** Replaces policy variables in an ARN of a policy with their values in a request, or with a wildcard if they have none. */
function filled(arn: string, context: RequestContext): string {
  return arn.replace(VARIABLE, (_, name: string, fallback = '*') => {
    const wanted = name.trim().toLocaleLowerCase('en-US');
    const [, value] =
      Object.entries(context).find(
        ([key]) => key.toLocaleLowerCase('en-US') === wanted,
      ) ?? [];
    return typeof value === 'string' ? value : fallback;
  });
}

/** Returns example requests to a bucket that the role's own policies allow, possibly under conditions. */
export function requestsTo(
  bucket: string,
  observed: Observed,
): BucketRequest[] {
  return allowedRequests(bucket, observed, permissionDocuments(observed));
}

/** Returns the requests to a bucket that the spec asks for and the role's own policies allow. */
export function grantedRequestsTo(
  bucket: string,
  observed: Observed,
): BucketRequest[] {
  const { role, grants, config } = observed;
  const home = parseArn(valueOf(role)?.arn ?? '');
  const wanted = grants.filter(
    ({ service, resource }) => service === 's3' && resource === bucket,
  );
  if (!home || wanted.length === 0) return [];
  const { region } = config;
  const document = buildPermissionsPolicy(wanted, { ...home, region });
  return allowedRequests(bucket, observed, [document]);
}

/** Returns example requests to a bucket that the documents name and the role's own policies allow, possibly under conditions. */
function allowedRequests(
  bucket: string,
  observed: Observed,
  documents: PolicyDocument[],
): BucketRequest[] {
  const role = valueOf(observed.role);
  if (!role) return [];
  const { openTags } = sessionTagsOf(role, observed);
  const pods = podRequest(observed, role, {
    ...{ action: 's3:*', resource: `arn:aws:s3:::${bucket}` },
  });
  const requests = documents
    .flatMap(statementsOf)
    .filter(({ Effect: effect }) => effect === 'Allow')
    .flatMap(({ Action: action = [], Resource: resource = [] }) => {
      const actions = new Set([action].flat().flatMap(actionsOf));
      return [resource]
        .flat()
        .map(arn => filled(arn, pods.context ?? {}))
        .filter(arn => /^arn:[^:]+:s3:::([^/]+)/.exec(arn)?.[1] === bucket)
        .flatMap(pattern => {
          const example = pattern.replace(/[*?]/g, 'any');
          return [...actions].map(name => ({
            ...{ action: name, resource: example, pattern },
          }));
        });
    });
  const open = isOpenWith(openTags);
  return requests.filter(request => {
    if (!fits(request)) return false;
    const { action, resource } = request;
    const asked = { ...pods, action, resource };
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

/** Returns the AWS principals that a statement names. */
export function principalsOf({ Principal: principal }: Statement): string[] {
  return typeof principal === 'object' ? [principal.AWS ?? []].flat() : [];
}

/** Returns the unique IDs of deleted roles that the policy still names. S3 shows an ID in place of the ARN of a deleted role. */
export function deadPrincipals(document: PolicyDocument): string[] {
  const ids = statementsOf(document)
    .flatMap(principalsOf)
    .filter(name => isUniqueId(name) && name.startsWith('AROA'));
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
