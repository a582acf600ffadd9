import { arnAccount, arnField } from '../match/arn';
import type { Principal, RequestContext } from './types';

/** A principal taken apart into the names by which policies can call it. */
export class Identity {
  readonly kind: Principal['kind'];
  /** The name of this very principal: session, user, provider or service. Absent for a role whose session is not known. */
  readonly self?: string;
  /** The account whose identity policies decide; absent where there are none. */
  readonly accountId?: string;
  /** False for services, identity providers and anonymous callers, for whom the resource's side alone decides. */
  readonly hasIdentityPolicies: boolean;
  /** Neither SCPs nor RCPs touch service-linked roles. */
  readonly serviceLinked: boolean;
  /** The account's root user, which no identity policy grants or denies anything. */
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

  /** The role behind it. Few requests ask for that of a session, which has to be put together. */
  get role(): string | undefined {
    this.#role ??= roleOf(this.#principal);
    return this.#role;
  }
}

/**
 * The condition keys that follow from the principal. Anonymous callers, and those who come with what an identity provider gave them, sign nothing: of
 * them it is not said whether they are an AWS service.
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
