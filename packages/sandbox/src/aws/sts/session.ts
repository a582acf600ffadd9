import { randomBytes } from 'node:crypto';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { Account, IamRole } from '../../state/account';
import type { Session, World } from '../../state/world';
import { namedManagedPolicy, readPolicy } from '../access/policies';
import { iamProblem } from '../access/iamProblem';
import { AwsError, validationError } from '../protocol/error';
import type { XmlObject } from '../protocol/xml';
import { secretKey, uniqueId } from '../iam/ids';

/** The options that a caller requests for a new session. */
export interface SessionWish {
  RoleSessionName: string;
  DurationSeconds: number | undefined;
  Policy: string | undefined;
  PolicyArns: { arn: string }[];
}

/** A role whose trust policy allows the request. */
export interface TrustedRole {
  account: Account;
  role: IamRole;
}

const DEFAULT_DURATION_SECONDS = 3600;

/** Throws `ValidationError` if the requested duration exceeds the role's maximum session duration. */
export function checkDuration(role: IamRole, wish: SessionWish): void {
  if ((wish.DurationSeconds ?? 0) > role.maxSessionDurationSeconds) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}

/** Returns the requested session policies. Throws `MalformedPolicyDocument`, or `ValidationError` for an unknown managed policy. */
export function sessionPolicies(
  account: Account,
  wish: SessionWish,
): PolicyDocument[] {
  const managed = wish.PolicyArns.map(({ arn }) => {
    const policy = namedManagedPolicy(account, arn);
    if (!policy) {
      throw validationError(
        `Policy ${arn} does not exist or is not attachable.`,
      );
    }
    return policy.document;
  });
  if (wish.Policy === undefined) {
    return managed;
  }
  const problem = iamProblem(wish.Policy, 'session', account.partition);
  if (problem) {
    throw new AwsError('MalformedPolicyDocument', 400, problem);
  }
  return [...managed, readPolicy(wish.Policy)];
}

/** Creates a session with its credentials. The credentials are valid until they expire or the role is deleted. */
export function startSession(
  world: World,
  { account, role }: TrustedRole,
  wish: Pick<SessionWish, 'RoleSessionName' | 'DurationSeconds'>,
  {
    policies,
    tags,
    cluster,
  }: Pick<Session, 'tags' | 'cluster'> & { policies: PolicyDocument[] },
): Session {
  const seconds = wish.DurationSeconds ?? DEFAULT_DURATION_SECONDS;
  const issuedAt = world.now();
  const session: Session = {
    accessKeyId: uniqueId('ASIA'),
    secretAccessKey: secretKey(),
    sessionToken: randomBytes(264).toString('base64'),
    issuedAt,
    expiresAt: new Date(issuedAt.getTime() + seconds * 1000),
    roleArn: role.arn,
    arn: `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${wish.RoleSessionName}`,
    userId: `${role.id}:${wish.RoleSessionName}`,
    sessionPolicies: policies,
    tags,
    cluster,
  };
  world.sessions.set(session.accessKeyId, session);
  return session;
}

/** Returns the part of the answer that both AssumeRole operations share. */
export function sessionXml(session: Session, wish: SessionWish): XmlObject {
  return {
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: session.expiresAt,
    },
    PackedPolicySize:
      wish.Policy === undefined
        ? undefined
        : Math.max(1, Math.ceil((wish.Policy.length / 2048) * 100)),
  };
}
