import { asList } from '../document/shape';
import type { PrincipalElement, Statement } from '../document/types';
import { arnAccount } from '../match/arn';
import type { Identity } from './identity';

/**
 * How a statement names a principal, which decides what else must allow the request: `self` the very session, user, provider or
 * service, `role` the role behind it, `account` its account (which hands the decision to the identity policies), `everyone`.
 */
export type Naming = 'self' | 'everyone' | 'role' | 'account';

const STRONGEST_FIRST: Naming[] = ['self', 'everyone', 'role', 'account'];

/** How a statement names a principal; undefined when it is not about it. */
export type PrincipalTest = (identity: Identity) => Naming | undefined;

/**
 * Compiles Principal or NotPrincipal. A statement with neither is about everyone.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" and "AWS JSON policy elements: NotPrincipal".
 */
export function compilePrincipal(statement: Statement): PrincipalTest {
  const { Principal, NotPrincipal, Effect } = statement;
  if (Principal !== undefined) {
    return identity => strongest(namings(Principal, identity));
  }
  if (NotPrincipal === undefined) return () => 'everyone';
  return identity => {
    const named = namings(NotPrincipal, identity);
    if (named.includes('everyone')) return undefined;
    // A Deny spares only whom it names in full: the session, its role and its account.
    const spared =
      Effect === 'Deny'
        ? named.length > 0 &&
          namesOf(identity).every(name => named.includes(name))
        : named.length > 0;
    return spared ? undefined : 'everyone';
  };
}

/** The principals of an element, for people. */
export function principalNames(statement: Statement): string[] {
  const element = statement.Principal ?? statement.NotPrincipal;
  if (element === undefined || element === '*') return ['everyone'];
  return Object.values(element).flatMap(names => asList<string>(names));
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
  const { self, kind } = identity;
  const named = asList(element.AWS).flatMap(name => awsNaming(name, identity));
  const others =
    kind === 'service'
      ? asList(element.Service)
      : kind === 'federated'
      ? asList(element.Federated)
      : [];
  if (others.some(name => name === self || name === '*')) named.push('self');
  return named;
}

function awsNaming(name: string, identity: Identity): Naming[] {
  if (name === '*') return ['everyone'];
  const { self, role, accountId, hasIdentityPolicies } = identity;
  if (!hasIdentityPolicies) return [];
  if (name === self) return ['self'];
  if (name === role) return ['role'];
  const account = /^\d{12}$/.test(name)
    ? name
    : name.endsWith(':root')
    ? arnAccount(name)
    : undefined;
  return account !== undefined && account === accountId ? ['account'] : [];
}
