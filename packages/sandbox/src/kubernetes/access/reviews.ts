import type { Cluster } from '../../state/cluster';
import type { AuthenticateAwsToken } from './authentication';
import { userOfToken } from './authentication';
import type { JsonObject } from '../json';
import { isJsonObject } from '../json';
import type { Attributes } from './rbac';
import { isAllowed, reasonFor, rulesFor } from './rbac';
import { badRequest, invalid, type Cause } from '../status';
import { API_AUDIENCE } from './tokens';
import type { User } from './user';

/** The data that a review can use. */
export interface ReviewContext {
  cluster: Cluster;
  /** The user who sends the review. */
  user: User;
  now: Date;
  authenticateAwsToken?: AuthenticateAwsToken;
  /** The namespace in the path, for namespaced reviews. */
  namespace: string;
}

/** A resource that answers a question and stores nothing, such as an access review. */
export interface ReviewDefinition {
  group: string;
  version: string;
  resource: string;
  kind: string;
  namespaced: boolean;
  /** Returns the status for the given spec. */
  review(
    spec: JsonObject,
    context: ReviewContext,
  ): JsonObject | Promise<JsonObject>;
}

const AUTHENTICATION = { group: 'authentication.k8s.io', version: 'v1' };
const AUTHORIZATION = { group: 'authorization.k8s.io', version: 'v1' };

export const reviewDefinitions: ReviewDefinition[] = [
  {
    ...AUTHENTICATION,
    resource: 'tokenreviews',
    kind: 'TokenReview',
    namespaced: false,
    review: reviewToken,
  },
  {
    ...AUTHENTICATION,
    resource: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    namespaced: false,
    review: (_, { user }) => ({ userInfo: userInfo(user) }),
  },
  {
    ...AUTHORIZATION,
    resource: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    namespaced: false,
    review: (spec, { cluster, user }) =>
      decide(cluster, user, spec, 'SelfSubjectAccessReview'),
  },
  {
    ...AUTHORIZATION,
    resource: 'subjectaccessreviews',
    kind: 'SubjectAccessReview',
    namespaced: false,
    review: (spec, { cluster }) =>
      decide(cluster, subjectOfSpec(spec), spec, 'SubjectAccessReview'),
  },
  {
    ...AUTHORIZATION,
    resource: 'localsubjectaccessreviews',
    kind: 'LocalSubjectAccessReview',
    namespaced: true,
    review: (spec, { cluster, namespace }) => {
      const asked = isJsonObject(spec.resourceAttributes)
        ? spec.resourceAttributes.namespace
        : undefined;
      if (asked !== namespace) {
        throw badRequest(
          'spec.resourceAttributes.namespace must be the namespace of the request',
        );
      }
      const kind = 'LocalSubjectAccessReview';
      return decide(cluster, subjectOfSpec(spec), spec, kind);
    },
  },
  {
    ...AUTHORIZATION,
    resource: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    namespaced: false,
    review: (spec, { cluster, user }) => listRules(cluster, user, spec),
  },
];

export function findReview(
  group: string,
  version: string,
  resource: string,
): ReviewDefinition | undefined {
  return reviewDefinitions.find(
    review =>
      review.group === group &&
      review.version === version &&
      review.resource === resource,
  );
}

/** Returns the review object of the request with its status filled in. */
export async function answerReview(
  definition: ReviewDefinition,
  body: JsonObject,
  context: ReviewContext,
): Promise<JsonObject> {
  const spec = isJsonObject(body.spec) ? body.spec : {};
  return {
    kind: definition.kind,
    apiVersion: `${definition.group}/${definition.version}`,
    metadata: { creationTimestamp: null },
    ...(body.spec !== undefined && { spec }),
    status: await definition.review(spec, context),
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

async function reviewToken(
  spec: JsonObject,
  { cluster, now, authenticateAwsToken }: ReviewContext,
): Promise<JsonObject> {
  if (!text(spec.token)) {
    throw badRequest('token is required for TokenReview in authentication');
  }
  const wanted = strings(spec.audiences);
  const found = await userOfToken(
    cluster,
    text(spec.token),
    wanted.length > 0 ? wanted : [API_AUDIENCE],
    now,
    authenticateAwsToken,
  );
  return found
    ? {
        authenticated: true,
        user: userInfo(found.user),
        audiences: found.audiences,
      }
    : { user: {}, error: '[invalid bearer token]' };
}

function userInfo({ name, uid, groups, extra }: User): JsonObject {
  return {
    username: name,
    ...(uid && { uid }),
    groups,
    ...(extra && { extra }),
  };
}

function subjectOfSpec(spec: JsonObject): User {
  return { name: text(spec.user), groups: strings(spec.groups) };
}

/** Returns the validation errors of an access review's spec. */
function problemsOf(spec: JsonObject, kind: string): Cause[] {
  const { resourceAttributes, nonResourceAttributes, user, groups } = spec;
  const wrong = (field: string, message: string): Cause => ({
    reason: 'FieldValueInvalid',
    field: `spec.${field}`,
    message: `Invalid value: ${message}`,
  });
  const causes: Cause[] = [];
  if (isJsonObject(resourceAttributes) && isJsonObject(nonResourceAttributes)) {
    causes.push(
      wrong(
        'nonResourceAttributes',
        '"null": cannot be specified in combination with resourceAttributes',
      ),
    );
  }
  if (
    !isJsonObject(resourceAttributes) &&
    !isJsonObject(nonResourceAttributes)
  ) {
    causes.push(
      wrong(
        'resourceAttributes',
        '"null": exactly one of nonResourceAttributes or resourceAttributes must be specified',
      ),
    );
  }
  if (
    kind !== 'SelfSubjectAccessReview' &&
    !text(user) &&
    !strings(groups)[0]
  ) {
    causes.push(
      wrong('user', '"": at least one of user or group must be specified'),
    );
  }
  return causes;
}

function attributesOfSpec(spec: JsonObject): Attributes {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (isJsonObject(nonResourceAttributes)) {
    return {
      verb: text(nonResourceAttributes.verb),
      path: text(nonResourceAttributes.path),
    };
  }
  const given = isJsonObject(resourceAttributes) ? resourceAttributes : {};
  return {
    verb: text(given.verb),
    group: text(given.group),
    resource: text(given.resource),
    subresource: text(given.subresource) || undefined,
    namespace: text(given.namespace),
    name: text(given.name) || undefined,
  };
}

/**
 * Decides an access review.
 * @throws StatusError 422 if the spec is invalid
 */
function decide(
  { store }: Cluster,
  user: User,
  spec: JsonObject,
  kind: string,
): JsonObject {
  const causes = problemsOf(spec, kind);
  if (causes.length > 0) {
    throw invalid({ group: AUTHORIZATION.group, kind: '' }, causes);
  }
  const attributes = attributesOfSpec(spec);
  const reason = reasonFor(store, user, attributes);
  return {
    allowed: isAllowed(store, user, attributes),
    ...(reason && { reason }),
  };
}

function listRules(cluster: Cluster, user: User, spec: JsonObject): JsonObject {
  const rules = user.groups.includes('system:masters')
    ? [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
        { verbs: ['*'], nonResourceURLs: ['*'] },
      ]
    : rulesFor(cluster.store, user, text(spec.namespace));
  const isForPaths = (rule: { nonResourceURLs?: string[] }) =>
    (rule.nonResourceURLs ?? []).length > 0;
  return {
    resourceRules: rules.filter(rule => !isForPaths(rule)),
    nonResourceRules: rules.filter(isForPaths),
    incomplete: false,
  };
}
