import { asList } from '../document/shape';
import type { PrincipalElement, Statement } from '../document/types';
import { arnAccount, isAccountId } from '../match/arn';
import type { Identity } from './identity';

/**
 * How a statement names a principal, which decides what else must allow the request: `self` the very session, user, provider or
 * service, `role` the role behind it, `account` its account (which hands the decision to the identity policies), `everyone`.
 */
export type Naming = 'self' | 'everyone' | 'role' | 'account';

const STRONGEST_FIRST: Naming[] = ['self', 'everyone', 'role', 'account'];

/** How a statement names a principal; undefined when it is not about it. */
export type PrincipalTest = (identity: Identity) => Naming | undefined;

const everyone: PrincipalTest = () => 'everyone';

/**
 * Compiles Principal, or NotPrincipal, which only Deny statements have. A statement with neither is about everyone.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "AWS JSON policy elements: NotPrincipal".
 */
export function compilePrincipal(statement: Statement): PrincipalTest {
  const { Principal, NotPrincipal } = statement;
  if (Principal !== undefined) {
    return identity => strongest(namings(Principal, identity));
  }
  if (NotPrincipal === undefined) return everyone;
  return identity => {
    // "Will always deny any IAM principal that has a permissions boundary", whatever it names.
    if (identity.hasBoundary) return 'everyone';
    const named = namings(NotPrincipal, identity);
    if (named.includes('everyone')) return undefined;
    // It spares only whom it names in full: the session, its role and its account.
    const isSpared =
      named.length > 0 && namesOf(identity).every(name => named.includes(name));
    return isSpared ? undefined : 'everyone';
  };
}

/** Whom a statement is about, for people. */
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
    : `everyone but ${names(NotPrincipal)}`;
}

function namesOf({ self, role, accountId }: Identity): Naming[] {
  const names: Naming[] = [];
  if (self !== undefined) names.push('self');
  if (role !== undefined) names.push('role');
  if (accountId !== undefined) names.push('account');
  return names;
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
  // The ARN of an account is that of its root user.
  if (isRoot && isAccount) return ['self', 'account'];
  if (name === self) return ['self'];
  if (name === role) return ['role'];
  return isAccount ? ['account'] : [];
}

// An account is called by its number or by its root.
function accountNamed(name: string): string | undefined {
  if (isAccountId(name)) return name;
  return name.endsWith(':root') ? arnAccount(name) : undefined;
}
