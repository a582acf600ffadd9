import { accountIdOf, parseArn } from '../../arn/arn';
import type { TrustStatement } from '../../trust/read';

/** A principal as a policy names it. */
export interface Naming {
  /**
   * The kind. `principal` is a user, role, or session; `account` is everyone in it whose own policies also allow the call; `federated` is an identity
   * provider.
   */
  kind: 'service' | 'account' | 'principal' | 'federated';
  /**
   * The service, the 12-digit account ID, `*` for everyone in AWS, the ARN, or a name such as `CanonicalUser 79a5…` for a principal without an ARN.
   */
  name: string;
}

/** The services and providers through which pods get their roles. Pods are listed by their ServiceAccounts instead. */
const OF_PODS = /^pods\.eks\.amazonaws\.com$|:oidc-provider\/oidc\.eks\./;

/** The pattern of unique IDs. Source: "IAM identifiers", IAM User Guide. */
const UNIQUE_ID = /^A[A-Z0-9]{15,}$/;

const SESSION = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/** Whether a service or identity provider is one through which pods get their roles. */
export function isOfPods(name: string): boolean {
  return OF_PODS.test(name);
}

/** Whether the naming is an account, user, or role. Only these can be part of an account or of everyone. */
export function isPerson({ kind }: Naming): boolean {
  return kind === 'account' || kind === 'principal';
}

/** Whether the naming is a session of a role. */
export function isSession({ name }: Naming): boolean {
  return SESSION.test(name);
}

/** Whether the name in a Deny equals or includes the naming. */
export function takesIn({ kind, name }: Naming, naming: Naming): boolean {
  if (kind === naming.kind && name === naming.name) return true;
  if (kind === 'principal') {
    return sessionOf(naming, name) !== undefined;
  }
  if (kind !== 'account') return false;
  return (
    name === '*' ||
    (naming.kind === 'principal' && name === accountIdOf(naming.name))
  );
}

/** Returns the principals that a statement names, without pods. */
export function namingsOf({ federated, others }: TrustStatement): Naming[] {
  return [
    ...federated
      .filter(name => !isOfPods(name))
      .map(name => ({ kind: 'federated' as const, name })),
    ...others.flatMap(named),
  ];
}

function named(text: string): Naming[] {
  if (text === '*') return [{ kind: 'account', name: '*' }];
  const [kind, ...rest] = text.split(': ');
  const name = rest.join(': ');
  if (kind === 'Service') {
    return isOfPods(name) ? [] : [{ kind: 'service', name }];
  }
  if (kind === 'CanonicalUser') return [{ kind: 'principal', name: text }];
  if (kind !== 'AWS') return [];
  if (name === '*') return [{ kind: 'account', name }];
  if (/^\d{12}$/.test(name)) return [{ kind: 'account', name }];
  const arn = parseArn(name);
  // A unique ID remains from a deleted user or role, so nobody has it. Other names without an ARN are principals such as a CloudFront identity.
  if (!arn) return UNIQUE_ID.test(name) ? [] : [{ kind: 'principal', name }];
  return arn.resource === 'root'
    ? [{ kind: 'account', name: arn.accountId }]
    : [{ kind: 'principal', name }];
}

/** Returns the session name if the naming is a session of the role. The ARN of a session does not contain the role's path. */
export function sessionOf(
  { name }: Naming,
  roleArn: string,
): string | undefined {
  const [, accountId, role, session] = SESSION.exec(name) ?? [];
  const { accountId: account, resource = '' } = parseArn(roleArn) ?? {};
  return resource.startsWith('role/') &&
    resource.split('/').at(-1) === role &&
    account === accountId
    ? session
    : undefined;
}
