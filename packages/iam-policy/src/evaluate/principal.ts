import {
  compileConditions,
  type CompiledCondition,
} from '../conditions/condition';
import { asList } from '../document/shape';
import type { PrincipalElement, Statement } from '../document/types';
import { arnAccount, arnField, isAccountId } from '../match/arn';
import type { Identity } from './identity';

/**
 * How a statement names a principal, which determines what else must allow the request. `self`: the session, user, provider, or service
 * itself. `role`: the role of the session. `account`: the account, which delegates the decision to the identity policies. `everyone`: `*`.
 */
export type Naming = 'self' | 'everyone' | 'role' | 'account';

const STRONGEST_FIRST: Naming[] = ['self', 'everyone', 'role', 'account'];

/** How a statement names a principal. If that depends on the name of the session, also the condition, and how it names all other sessions, if at all. */
interface Named {
  naming: Naming;
  condition?: CompiledCondition;
  otherwise?: Naming;
}

/** Returns how a statement names a principal. Undefined if the statement does not apply to the principal. */
export type PrincipalTest = (identity: Identity) => Named | undefined;

const EVERYONE: Named = { naming: 'everyone' };
const everyone: PrincipalTest = () => EVERYONE;

/**
 * Compiles Principal, or NotPrincipal, which only Deny statements have. A statement with neither applies to everyone.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "AWS JSON policy elements: NotPrincipal".
 */
export function compilePrincipal(statement: Statement): PrincipalTest {
  const { Effect, Principal, NotPrincipal } = statement;
  if (Principal !== undefined) {
    return identity => {
      const naming = strongest(namings(Principal, identity));
      // For a Deny, it does not matter how it names the principal.
      if (naming && (Effect === 'Deny' || isDirect(naming))) return { naming };
      const sessions = sessionsNamed(Principal, identity);
      if (sessions.length === 0) return naming && { naming };
      const condition = ofSessions('StringLike', sessions);
      return { naming: 'self', condition, otherwise: naming };
    };
  }
  if (NotPrincipal === undefined) return everyone;
  return identity => {
    // "Will always deny any IAM principal that has a permissions boundary", regardless of the principals that it names.
    if (identity.hasBoundary) return EVERYONE;
    const named = namings(NotPrincipal, identity);
    if (named.includes('everyone')) return undefined;
    // NotPrincipal exempts a principal only if it names all of these: the session, its role, and its account.
    const isSpared =
      named.length > 0 && namesOf(identity).every(name => named.includes(name));
    if (!isSpared) return EVERYONE;
    if (identity.kind !== 'role') return undefined;
    const sessions = sessionsNamed(NotPrincipal, identity);
    return sessions.length > 0
      ? { ...EVERYONE, condition: ofSessions('StringNotLike', sessions) }
      : EVERYONE;
  };
}

/** Source: AWS STS API Reference, AssumeRole, RoleSessionName. */
const SESSION_NAME = /^[\w+=,.@-]+$/;

/** Returns the session names that an element lists for a role whose own session name is not known. */
function sessionsNamed(
  element: PrincipalElement,
  { kind, role, accountId }: Identity,
): string[] {
  if (element === '*' || kind !== 'role' || !role) return [];
  const partition = arnField(role, 'partition');
  const name = role.slice(role.lastIndexOf('/') + 1);
  const start = `arn:${partition}:sts::${accountId}:assumed-role/${name}/`;
  return asList(element.AWS).flatMap(one => {
    const session = one.startsWith(start) ? one.slice(start.length) : '';
    // AWS takes wildcards in a principal literally, and no session has such a name.
    return SESSION_NAME.test(session) ? session : [];
  });
}

/** Creates the condition for session names, with which user IDs end. Source: "AWS global condition context keys", IAM User Guide, aws:userid. */
function ofSessions(
  operator: 'StringLike' | 'StringNotLike',
  names: string[],
): CompiledCondition {
  const wanted = names.map(name => `*:${name}`);
  const [condition] = compileConditions(
    { [operator]: { 'aws:userid': wanted } },
    false,
  );
  return condition;
}

/** Describes for display which principals a statement applies to. */
export function principalNames({ Principal, NotPrincipal }: Statement): string {
  const names = (element: PrincipalElement) =>
    element === '*'
      ? 'everyone'
      : Object.values(element)
          .flatMap(value => asList<string>(value))
          .join(', ');
  if (Principal !== undefined) return names(Principal);
  return NotPrincipal === undefined
    ? 'everyone'
    : `everyone except ${names(NotPrincipal)}`;
}

function namesOf({ self, role, accountId }: Identity): Naming[] {
  const names: Naming[] = [];
  if (self !== undefined) names.push('self');
  if (role !== undefined) names.push('role');
  if (accountId !== undefined) names.push('account');
  return names;
}

/** Whether a resource policy that names a principal this way is not limited by implicit denials of its permissions boundary and session policies. */
export function isDirect(naming: Naming): boolean {
  return naming === 'self' || naming === 'everyone';
}

function strongest(named: Naming[]): Naming | undefined {
  return STRONGEST_FIRST.find(naming => named.includes(naming));
}

function namings(element: PrincipalElement, identity: Identity): Naming[] {
  if (element === '*') return ['everyone'];
  const named = asList(element.AWS).flatMap(name => awsNaming(name, identity));
  const isSelf = otherNames(element, identity.kind).some(
    name => name === identity.self || name === '*',
  );
  return isSelf ? [...named, 'self'] : named;
}

function otherNames(
  element: Exclude<PrincipalElement, '*'>,
  kind: Identity['kind'],
): string[] {
  if (kind === 'service') return asList(element.Service);
  return kind === 'federated' ? asList(element.Federated) : [];
}

function awsNaming(name: string, identity: Identity): Naming[] {
  if (name === '*') return ['everyone'];
  const { self, role, accountId, hasIdentityPolicies, isRoot } = identity;
  if (!hasIdentityPolicies) return [];
  const account = accountNamed(name);
  const isAccount = account !== undefined && account === accountId;
  // The ARN of an account is also the ARN of its root user.
  if (isRoot && isAccount) return ['self', 'account'];
  if (name === self) return ['self'];
  if (name === role) return ['role'];
  return isAccount ? ['account'] : [];
}

// A policy names an account by its ID or by the ARN of its root user.
function accountNamed(name: string): string | undefined {
  if (isAccountId(name)) return name;
  return name.endsWith(':root') ? arnAccount(name) : undefined;
}
