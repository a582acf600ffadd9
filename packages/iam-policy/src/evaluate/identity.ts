import { arnAccount, splitArn } from '../match/arn';
import type { Principal, RequestContext } from './types';

/** A principal taken apart into the names by which policies can call it. */
export interface Identity {
  kind: Principal['kind'];
  /** The name of this very principal: session, user, provider or service. Absent for a role whose session is not known. */
  self?: string;
  /** The role behind it. */
  role?: string;
  /** The account whose identity policies decide; absent where there are none. */
  accountId?: string;
  /** False for services, identity providers and anonymous callers, for whom the resource's side alone decides. */
  hasIdentityPolicies: boolean;
  /** Neither SCPs nor RCPs touch service-linked roles. */
  serviceLinked: boolean;
  /** The account's root user, which no identity policy grants or denies anything. */
  isRoot: boolean;
  hasBoundary: boolean;
}

/** Takes a principal apart. */
export function identityOf(
  principal: Principal,
  hasBoundary: boolean,
): Identity {
  const { kind, arn } = principal;
  const provider = kind === 'federated' && !isFederatedUser(arn);
  const hasIdentityPolicies =
    kind !== 'service' && kind !== 'anonymous' && !provider;
  const role = roleOf(principal);
  return {
    kind,
    self: kind === 'role' || kind === 'anonymous' ? undefined : arn,
    role,
    accountId: hasIdentityPolicies
      ? principal.accountId ?? arnAccount(arn)
      : undefined,
    hasIdentityPolicies,
    serviceLinked: role?.includes(':role/aws-service-role/') ?? false,
    isRoot: isRootUser(principal),
    hasBoundary: hasBoundary && hasIdentityPolicies,
  };
}

/**
 * The condition keys that follow from the principal.
 *
 * Source: IAM User Guide, "AWS global condition context keys", Properties of the principal.
 */
export function principalContext(identity: Identity): RequestContext {
  const { kind, self, role, accountId } = identity;
  const context: RequestContext = {
    'aws:PrincipalIsAWSService': String(kind === 'service'),
  };
  if (kind === 'service' && self) context['aws:PrincipalServiceName'] = self;
  if (kind === 'anonymous') context['aws:PrincipalType'] = 'Anonymous';
  if (!identity.hasIdentityPolicies) return context;

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

function isFederatedUser(arn: string): boolean {
  return splitArn(arn)?.[5].startsWith('federated-user/') ?? false;
}

function roleOf({ kind, arn, roleArn }: Principal): string | undefined {
  if (kind === 'role') return arn;
  if (kind !== 'session') return undefined;
  if (roleArn) return roleArn;
  const [, partition, , , account, resource = ''] = splitArn(arn) ?? [];
  const [type, name] = resource.split('/');
  return type === 'assumed-role' && name
    ? `arn:${partition}:iam::${account}:role/${name}`
    : undefined;
}
