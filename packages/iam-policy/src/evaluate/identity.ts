import { arnAccount, arnField } from '../match/arn';
import type { Principal, RequestContext } from './types';

/** A principal, split into the names by which policies can refer to it. */
export class Identity {
  readonly kind: Principal['kind'];
  /** The ARN or name of the session, user, provider, or service itself. Absent for anonymous callers, and for a role whose session is not known. */
  readonly self?: string;
  /** The account whose identity policies decide; absent if the principal has no identity policies. */
  readonly accountId?: string;
  /** False for services, identity providers, and anonymous callers, for which only the policies of the resource decide. */
  readonly hasIdentityPolicies: boolean;
  /** Whether the role is a service-linked role, to which neither SCPs nor RCPs apply. */
  readonly serviceLinked: boolean;
  /** Whether the principal is the root user of the account, to which identity policies do not apply. */
  readonly isRoot: boolean;
  readonly hasBoundary: boolean;
  readonly #principal: Principal;
  #role?: string;

  constructor(principal: Principal, hasBoundary: boolean) {
    const { kind, arn, roleArn } = principal;
    const isProvider = kind === 'federated' && !isFederatedUser(arn);
    this.#principal = principal;
    this.kind = kind;
    this.self = kind === 'role' || kind === 'anonymous' ? undefined : arn;
    this.hasIdentityPolicies =
      kind !== 'service' && kind !== 'anonymous' && !isProvider;
    this.accountId = this.hasIdentityPolicies
      ? principal.accountId ?? arnAccount(arn)
      : undefined;
    this.serviceLinked = isServiceLinked(
      kind === 'session' ? roleArn : this.role,
    );
    this.isRoot = isRootUser(principal);
    this.hasBoundary = hasBoundary && this.hasIdentityPolicies;
  }

  /** The ARN of the role, if any. Computed on first use, because few evaluations of a session need it. */
  get role(): string | undefined {
    this.#role ??= roleOf(this.#principal);
    return this.#role;
  }
}

/**
 * Returns the condition keys that follow from the principal. Anonymous callers and callers with a token of an identity provider do not sign their
 * requests, so that aws:PrincipalIsAWSService is absent for them.
 *
 * Source: IAM User Guide, "AWS global condition context keys", Properties of the principal.
 */
export function principalContext(identity: Identity): RequestContext {
  const { kind, self, role, accountId } = identity;
  const context: RequestContext = {};
  if (kind === 'service') context['aws:PrincipalIsAWSService'] = 'true';
  if (kind === 'service' && self) context['aws:PrincipalServiceName'] = self;
  if (kind === 'anonymous') context['aws:PrincipalType'] = 'Anonymous';
  if (!identity.hasIdentityPolicies) return context;

  context['aws:PrincipalIsAWSService'] = 'false';
  const arn = role ?? self;
  if (arn) context['aws:PrincipalArn'] = arn;
  if (accountId) context['aws:PrincipalAccount'] = accountId;
  context['aws:PrincipalType'] = principalType(identity);
  const user = kind === 'user' && self?.split(':user/')[1];
  if (user) context['aws:username'] = user.slice(user.lastIndexOf('/') + 1);
  return context;
}

function principalType({ kind, isRoot }: Identity): string {
  if (kind === 'federated') return 'FederatedUser';
  if (kind !== 'user') return 'AssumedRole';
  return isRoot ? 'Account' : 'User';
}

function isRootUser({ kind, arn }: Principal): boolean {
  return kind === 'user' && arn.endsWith(':root');
}

function isServiceLinked(role: string | undefined): boolean {
  return role?.includes(':role/aws-service-role/') ?? false;
}

function isFederatedUser(arn: string): boolean {
  return arnField(arn, 'resource')?.startsWith('federated-user/') ?? false;
}

const ASSUMED = 'assumed-role/';

function roleOf({ kind, arn, roleArn }: Principal): string | undefined {
  if (kind === 'role') return arn;
  if (kind !== 'session') return undefined;
  if (roleArn) return roleArn;
  const session = arnField(arn, 'resource');
  if (!session?.startsWith(ASSUMED)) return undefined;
  const end = session.indexOf('/', ASSUMED.length);
  const name = session.slice(ASSUMED.length, end < 0 ? undefined : end);
  return name
    ? `arn:${arnField(arn, 'partition')}:iam::${arnField(
        arn,
        'account',
      )}:role/${name}`
    : undefined;
}
