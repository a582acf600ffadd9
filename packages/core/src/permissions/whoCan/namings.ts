import { accountIdOf, parseArn } from '../../arn/arn';
import type { TrustStatement } from '../../trust/read';

/** Somebody, as a policy names them. */
export interface Naming {
  /** `principal` is a user, a role or a session, by its ARN or as it is named; `account` everybody of it whose own policies allow it too; `federated` an identity provider. */
  kind: 'service' | 'account' | 'principal' | 'federated';
  /** The service, the 12 digits of the account, `*` for everybody in AWS, or the ARN. Of somebody without one such as `CanonicalUser 79a5…`. */
  name: string;
}

/** Pods come to their roles by these, and are told by their ServiceAccounts. */
const OF_PODS = /^pods\.eks\.amazonaws\.com$|:oidc-provider\/oidc\.eks\./;

/** Source: "IAM identifiers", IAM User Guide. */
const UNIQUE_ID = /^A[A-Z0-9]{15,}$/;

const SESSION = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/** Whether it is an account, a user or a role. Only these are part of an account, or of everybody. */
export function isPerson({ kind }: Naming): boolean {
  return kind === 'account' || kind === 'principal';
}

/** Whether what a Deny names is somebody, or has them in it. */
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

/** Those whom a statement names, but for pods. */
export function namingsOf({ federated, others }: TrustStatement): Naming[] {
  return [
    ...federated
      .filter(name => !OF_PODS.test(name))
      .map(name => ({ kind: 'federated' as const, name })),
    ...others.flatMap(named),
  ];
}

function named(text: string): Naming[] {
  if (text === '*') return [{ kind: 'account', name: '*' }];
  const [kind, ...rest] = text.split(': ');
  const name = rest.join(': ');
  if (kind === 'Service') {
    return OF_PODS.test(name) ? [] : [{ kind: 'service', name }];
  }
  if (kind === 'CanonicalUser') return [{ kind: 'principal', name: text }];
  if (kind !== 'AWS') return [];
  if (name === '*') return [{ kind: 'account', name }];
  if (/^\d{12}$/.test(name)) return [{ kind: 'account', name }];
  const arn = parseArn(name);
  // Nobody has the unique ID any more that is left of a deleted user or role. What else is no ARN is such as an identity of CloudFront.
  if (!arn) return UNIQUE_ID.test(name) ? [] : [{ kind: 'principal', name }];
  return arn.resource === 'root'
    ? [{ kind: 'account', name: arn.accountId }]
    : [{ kind: 'principal', name }];
}

/** The name of a session, where it is one of the role. Its ARN leaves out the path of the role. */
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
