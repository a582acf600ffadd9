import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { Account, IamRole, IamUser } from '../../state/account';
import type { Session, World } from '../../state/world';

/** The principal that signed a request. */
export type Caller = UserCaller | SessionCaller;

interface CallerBase {
  arn: string;
  /** The unique ID: `AIDA…` of a user, `AROA…:<session>` of a role session. */
  userId: string;
  account: Account;
}

interface UserCaller extends CallerBase {
  kind: 'user';
  user: IamUser;
}

export interface SessionCaller extends CallerBase {
  kind: 'session';
  session: Session;
  role: IamRole;
}

/** An access key that exists, with its secret. */
export interface Credential {
  secret: string;
  /** The session token that the request must contain in addition to the signature; undefined for long-term keys. */
  sessionToken?: string;
  expiresAt?: Date;
  /** The caller; undefined if the role of a session was deleted, even if it was created again since then. */
  caller: Caller | undefined;
}

/** Returns the access key of a user or role session; undefined if unknown. */
export function findCredential(
  world: World,
  accessKeyId: string,
): Credential | undefined {
  const session = world.sessions.get(accessKeyId);
  if (session) {
    return {
      secret: session.secretAccessKey,
      sessionToken: session.sessionToken,
      expiresAt: session.expiresAt,
      caller: sessionCaller(world, session),
    };
  }
  for (const account of world.accounts.values()) {
    for (const user of account.users.values()) {
      const key = user.accessKeys.find(({ id }) => id === accessKeyId);
      if (key) {
        const { arn, id: userId } = user;
        return {
          secret: key.secret,
          caller: { kind: 'user', arn, userId, account, user },
        };
      }
    }
  }
  return undefined;
}

function sessionCaller(
  world: World,
  session: Session,
): SessionCaller | undefined {
  const found = findRole(world, session.roleArn);
  if (!found || !session.userId.startsWith(`${found.role.id}:`)) {
    return undefined;
  }
  const { arn, userId } = session;
  return { kind: 'session', arn, userId, session, ...found };
}

/** Returns the role with exactly this ARN, including its path, in any account; undefined if there is none. */
export function findRole(
  world: World,
  arn: string,
): { account: Account; role: IamRole } | undefined {
  const { accountId, name } = parseRoleArn(arn) ?? { accountId: '', name: '' };
  const account = world.accounts.get(accountId);
  const role = account?.roles.get(name.toLowerCase());
  return account && role?.arn === arn ? { account, role } : undefined;
}
