import {
  evaluateTrust,
  type EvaluationResult,
  type PolicyDocument,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import { DEFAULT_AUDIENCE, EKS_ANNOTATIONS } from '../../model/annotations';
import { issuerHostPath } from '../../arn/arn';
import { subjectOf } from '../../model/serviceAccountRef';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import {
  decideTrust,
  isOpenFor,
  type IsOpenKey,
  type TrustAnswer,
} from '../../trust/openKeys';
import { isExact } from './trustKeys';

/** The only action for web identity. */
export const WEB_IDENTITY_ACTION = 'sts:AssumeRoleWithWebIdentity';

/** A value that no policy names. */
export const MADE_UP = 'made-up';

/** The claims of the ServiceAccount's token, and its OIDC provider. */
export interface TokenClaims {
  /** The issuer without `https://`. */
  issuer: string;
  subject: string;
  audience: string;
  providerArn: string;
  /** The session name that a container sets; null if no container sets one, so that SDKs generate a name. */
  sessionName?: string | null;
  /** The issuers of the other configured clusters, without `https://`; absent if not all are known. */
  otherIssuers?: string[];
  /** The time of use in ISO 8601; absent if conditions on the time are left open. */
  at?: string;
}

const SESSION_NAME = 'AWS_ROLE_SESSION_NAME';
const NAME_KEY = /^sts:rolesessionname$/i;

/** Returns the audience that the webhook requests: the annotation, or the AWS default. */
export function audienceOf(observed: Observed): string {
  const annotations = valueOf(observed.serviceAccount)?.annotations ?? {};
  return annotations[EKS_ANNOTATIONS.audience] ?? DEFAULT_AUDIENCE;
}

function sessionNameOf({ pods }: Observed): string | null | undefined {
  const running = valueOf(pods);
  if (!running || running.length === 0) return undefined;
  const names = running.flatMap(({ containers }) =>
    containers.flatMap(({ env }) => env[SESSION_NAME] ?? []),
  );
  if (names.length === 0) return null;
  // A value that comes from another source, or was not read, does not look like a session name.
  return /^[\w+=,.@-]{2,64}$/.test(names[0]) ? names[0] : undefined;
}

/** Returns the claims of the tokens that pods get; undefined if cluster or OIDC provider is unknown. */
export function claimsOf(observed: Observed): TokenClaims | undefined {
  const cluster = valueOf(observed.cluster);
  const provider = valueOf(observed.oidcProvider);
  if (!cluster || !provider) return undefined;
  return {
    issuer: issuerHostPath(cluster.issuer),
    subject: subjectOf(observed.ref),
    audience: audienceOf(observed),
    providerArn: provider.arn,
    sessionName: sessionNameOf(observed),
    otherIssuers: valueOf(observed.otherIssuers),
    at: observed.at,
  };
}

/** Decides whether a trust policy admits the token, and gives the reasons if not. */
export function evaluateToken(
  document: PolicyDocument,
  claims: TokenClaims,
): EvaluationResult {
  return evaluateTrust({
    trustPolicy: { name: 'trust policy', document },
    principal: { federated: claims.providerArn },
    action: WEB_IDENTITY_ACTION,
    context: contextOfToken(claims),
  });
}

/**
 * Whether only a request of the pod shows the result of a condition. The session name is always sent: a name that an SDK generates equals no exact
 * name in a policy.
 */
export function isOpenForToken(claims: TokenClaims): IsOpenKey {
  const { sessionName } = claims;
  const isOpen = isOpenFor(
    'token',
    contextOfToken(claims),
    sessionName ? undefined : NAME_KEY,
  );
  return condition =>
    isOpen(condition) &&
    !(
      sessionName === null &&
      NAME_KEY.test(condition.key) &&
      isExact(condition.operator ?? '')
    );
}

/** Decides whether a trust policy admits the token, regardless of the other request keys. */
export function decideToken(
  document: PolicyDocument,
  claims: TokenClaims,
): TrustAnswer {
  return decideTrust(document, isOpenForToken(claims), one =>
    evaluateToken(one, claims),
  );
}

/**
 * Whether a successful token exchange answers for the requests of pods. It does not if the trust policy, as read, depends on keys that only a request
 * of the pod has, or refuses the token now: a condition on the time can end after the exchange, and STS can still use an earlier trust policy.
 */
export function isTrustProvable(observed: Observed): boolean {
  const document = valueOf(observed.role)?.trust.document;
  const claims = claimsOf(observed);
  return (
    !document || !claims || decideToken(document, claims).answer === 'allowed'
  );
}

/** Returns the condition keys of a request with a token. */
export function contextOfToken({
  issuer,
  subject,
  audience,
  providerArn,
  sessionName,
  at,
}: TokenClaims): RequestContext {
  return {
    [`${issuer}:sub`]: subject,
    [`${issuer}:aud`]: audience,
    'aws:FederatedProvider': providerArn,
    'sts:RoleSessionName': sessionName ?? MADE_UP,
    ...(at !== undefined && timeContext(at)),
  };
}

/** Returns the condition keys that every request to STS has at a given time. */
export function timeContext(at: string): RequestContext {
  return {
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': at,
    'aws:EpochTime': String(Math.floor(Date.parse(at) / 1000)),
  };
}
