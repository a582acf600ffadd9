import type { Cluster } from '../../state/cluster';
import { unauthorized } from '../status';
import {
  API_AUDIENCE,
  verifyServiceAccountToken,
  type VerifiedToken,
} from './tokens';
import { ANONYMOUS, serviceAccountUser, type User } from './user';

/** Returns the ARN of the IAM principal that signed an EKS token (`k8s-aws-v1.…`) for this cluster, or null. */
export type AuthenticateAwsToken = (token: string) => Promise<string | null>;

const EKS_TOKEN_PREFIX = 'k8s-aws-v1.';

/**
 * Returns the user that a bearer token identifies: a kubeconfig user, an IAM principal with an access entry, or a ServiceAccount.
 * @throws StatusError 401 if the token is invalid
 */
export async function authenticate(
  cluster: Cluster,
  authorization: string | undefined,
  now: Date,
  authenticateAwsToken?: AuthenticateAwsToken,
): Promise<User> {
  if (!authorization) {
    return ANONYMOUS;
  }
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const user =
    token &&
    (await userOfToken(
      cluster,
      token,
      [API_AUDIENCE],
      now,
      authenticateAwsToken,
    ));
  if (!user) {
    throw unauthorized();
  }
  return user.user;
}

/** Returns the user of a token and the audiences that the token is valid for, or null if the token is invalid. */
export async function userOfToken(
  cluster: Cluster,
  token: string,
  audiences: string[],
  now: Date,
  authenticateAwsToken?: AuthenticateAwsToken,
): Promise<{ user: User; audiences: string[] } | null> {
  const isForApi = audiences.includes(API_AUDIENCE);
  const known = cluster.users.get(token);
  if (known) {
    return isForApi
      ? {
          user: { ...known, groups: [...known.groups, 'system:authenticated'] },
          audiences: [API_AUDIENCE],
        }
      : null;
  }
  if (token.startsWith(EKS_TOKEN_PREFIX)) {
    const arn = isForApi ? await authenticateAwsToken?.(token) : null;
    const user = arn ? userOfPrincipal(cluster, arn) : null;
    return user && { user, audiences: [API_AUDIENCE] };
  }
  const verified = await verifyServiceAccountToken(
    cluster,
    token,
    audiences,
    now,
  );
  return (
    verified && {
      user: userOfServiceAccountToken(verified),
      audiences: verified.audiences,
    }
  );
}

function userOfServiceAccountToken({ claims, tokenId }: VerifiedToken): User {
  const { namespace, serviceaccount, pod } = claims;
  return serviceAccountUser(namespace, serviceaccount.name, {
    uid: serviceaccount.uid,
    extra: {
      'authentication.kubernetes.io/credential-id': [`JTI=${tokenId}`],
      ...(pod && {
        'authentication.kubernetes.io/pod-name': [pod.name],
        'authentication.kubernetes.io/pod-uid': [pod.uid],
      }),
    },
  });
}

/** Returns the user of an IAM principal. An EKS access entry names a role by its IAM ARN, so a role session is looked up by the ARN of its role. */
function userOfPrincipal(cluster: Cluster, arn: string): User | null {
  const role = /^(arn:[^:]+):sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
  const principal = role
    ? [...cluster.accessEntries.keys()].find(
        entry =>
          entry.startsWith(`${role[1]}:iam::${role[2]}:role/`) &&
          entry.endsWith(`/${role[3]}`),
      )
    : arn;
  const entry = principal && cluster.accessEntries.get(principal);
  return entry
    ? {
        name: entry.username.replaceAll('{{SessionName}}', role?.[4] ?? ''),
        groups: [...entry.groups, 'system:authenticated'],
        extra: { arn: [arn] },
      }
    : null;
}
