import type { Cluster } from '../../state/world';
import type { AuthenticateAwsToken } from './authentication';
import { userOfToken } from './authentication';
import type { JsonObject } from '../json';
import { isJsonObject } from '../json';
import { timestamp } from '../metadata';
import type { Attributes } from './rbac';
import { isAllowed, rulesFor } from './rbac';
import { badRequest } from '../status';
import { API_AUDIENCE } from './tokens';
import type { User } from './user';

/** What a review may look at. */
export interface ReviewContext {
  cluster: Cluster;
  /** Who asks. */
  user: User;
  now: Date;
  authenticateAwsToken?: AuthenticateAwsToken;
  /** Of the path, for reviews that live in a namespace. */
  namespace: string;
}

/** A resource that answers a question and stores nothing. */
export interface ReviewDefinition {
  group: string;
  version: string;
  resource: string;
  kind: string;
  namespaced: boolean;
  /** The status, from the spec. */
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
    review: (spec, { cluster, user }) => decide(cluster, user, spec),
  },
  {
    ...AUTHORIZATION,
    resource: 'subjectaccessreviews',
    kind: 'SubjectAccessReview',
    namespaced: false,
    review: (spec, { cluster }) => decide(cluster, subjectOfSpec(spec), spec),
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
      return decide(cluster, subjectOfSpec(spec), spec);
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

/** The review object that goes back: as it came, with its status. */
export async function answerReview(
  definition: ReviewDefinition,
  body: JsonObject,
  context: ReviewContext,
): Promise<JsonObject> {
  const spec = isJsonObject(body.spec) ? body.spec : {};
  return {
    kind: definition.kind,
    apiVersion: `${definition.group}/${definition.version}`,
    metadata: { creationTimestamp: timestamp(context.now) },
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

function attributesOfSpec(spec: JsonObject): Attributes {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (isJsonObject(nonResourceAttributes)) {
    return {
      verb: text(nonResourceAttributes.verb),
      path: text(nonResourceAttributes.path),
    };
  }
  if (!isJsonObject(resourceAttributes)) {
    throw badRequest(
      'exactly one of spec.resourceAttributes and spec.nonResourceAttributes must be given',
    );
  }
  return {
    verb: text(resourceAttributes.verb),
    group: text(resourceAttributes.group),
    resource: text(resourceAttributes.resource),
    subresource: text(resourceAttributes.subresource) || undefined,
    namespace: text(resourceAttributes.namespace),
    name: text(resourceAttributes.name) || undefined,
  };
}

function decide(cluster: Cluster, user: User, spec: JsonObject): JsonObject {
  const allowed = isAllowed(cluster.store, user, attributesOfSpec(spec));
  return { allowed };
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
