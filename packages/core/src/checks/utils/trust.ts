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

/** The one action of web identity. */
export const WEB_IDENTITY_ACTION = 'sts:AssumeRoleWithWebIdentity';

/** Stands for what no policy names. */
export const MADE_UP = 'made-up';

/** What the token of the ServiceAccount says, and who vouches for it. */
export interface TokenClaims {
  /** Without `https://`. */
  issuer: string;
  subject: string;
  audience: string;
  providerArn: string;
  /** The session name that a container sets; null when it is known that none sets one, so that SDKs make one up. */
  sessionName?: string | null;
  /** Of the other clusters of the configuration, without `https://`; absent when not all are known. */
  otherIssuers?: string[];
  /** When it is used, in ISO 8601; absent where conditions on the time are left open. */
  at?: string;
}

const SESSION_NAME = 'AWS_ROLE_SESSION_NAME';
const NAME_KEY = /^sts:rolesessionname$/i;

/** The audience that the webhook asks for: annotated, or AWS's. */
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
  // What comes from elsewhere, or was not read, is no name.
  return /^[\w+=,.@-]{2,64}$/.test(names[0]) ? names[0] : undefined;
}

/** The claims of the tokens that pods get; undefined while cluster or provider is not known. */
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

/** Whether a trust policy lets the token in, and if not, why. */
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

/** Whether only a request of the pod itself shows how a condition turns out. A session name is always sent: one that an SDK makes up is none that a policy names. */
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

/** Whether a trust policy lets the token in, whatever else the request carries. */
export function decideToken(
  document: PolicyDocument,
  claims: TokenClaims,
): TrustAnswer {
  return decideTrust(document, isOpenForToken(claims), one =>
    evaluateToken(one, claims),
  );
}

/** Condition keys of the request that a token comes with. */
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

/** Condition keys that each request to STS carries, at a time. */
export function timeContext(at: string): RequestContext {
  return {
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': at,
    'aws:EpochTime': String(Math.floor(Date.parse(at) / 1000)),
  };
}
