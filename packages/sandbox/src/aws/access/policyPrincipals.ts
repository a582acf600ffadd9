import type { Statement } from '@backstage-irsa/iam-policy';
import type { World } from '../../state/world';
import type { AwsError } from '../protocol/error';
import { findRole } from './caller';
import { readPolicy } from './policies';
import { policyProblem } from './policyProblem';

/** Matches the unique IDs of roles and users ("IAM identifiers", IAM User Guide). */
const UNIQUE_ID = /^(AROA|AIDA)[A-Z0-9]+$/;

/** Returns the text of a resource policy as AWS shows it: with the ARNs of users and roles, or with the unique IDs of those that were deleted. */
export function shownPolicy(world: World, stored: string): string {
  return mapPrincipals(stored, name =>
    UNIQUE_ID.test(name) ? arnOfId(world, name) ?? name : name,
  );
}

/**
 * Returns the text of a valid resource policy as AWS stores it. For an invalid policy, throws the error that `refused` creates from AWS's message
 * about the problem (undefined if a principal does not exist).
 */
export function takePolicy(
  world: World,
  text: string,
  refused: (problem?: string) => AwsError,
): string {
  const problem = policyProblem(text, 'resource');
  if (problem !== undefined) throw refused(problem);
  const stored = storedPolicy(world, text);
  if (stored === undefined) throw refused();
  return stored;
}

/**
 * Returns the text of a resource policy as AWS stores it: with the unique IDs of roles and users, so that a recreated one with the same name does not
 * match. Undefined if a principal does not exist, because AWS rejects such a policy.
 */
function storedPolicy(world: World, text: string): string | undefined {
  let isKnown = true;
  const stored = mapPrincipals(text, name => {
    const id = storedName(world, name);
    isKnown &&= id !== undefined;
    return id ?? name;
  });
  return isKnown ? stored : undefined;
}

export function statementsIn(text: string): Statement[] {
  return [readPolicy(text).Statement].flat();
}

/** Checks whether an ARN belongs to an existing role or user, or to the root or a role session of an account of the sandbox. */
export function isPrincipal(world: World, arn: string): boolean {
  const [, accountId] =
    /^arn:[^:]+:(?:iam::(?=\d+:root$)|sts::)(\d{12}):/.exec(arn) ?? [];
  return world.accounts.has(accountId) || idOfArn(world, arn) !== undefined;
}

/** Returns a trust policy in which a deleted principal is named by its unique ID, so that a recreated one with the same name does not match. */
export function withoutPrincipal(
  trustPolicy: string,
  { arn, id }: { arn: string; id: string },
): string {
  return trustPolicy.includes(arn)
    ? mapPrincipals(trustPolicy, name => (name === arn ? id : name))
    : trustPolicy;
}

function storedName(world: World, name: string): string | undefined {
  const match = /^arn:[^:]+:iam::(\d{12}):(role|user)\/\S+$/.exec(name);
  if (!match && !UNIQUE_ID.test(name)) {
    return name;
  }
  const account = match && world.accounts.get(match[1]);
  if (match && !account) {
    return name;
  }
  return match ? idOfArn(world, name) : arnOfId(world, name) && name;
}

function idOfArn(world: World, arn: string): string | undefined {
  return (
    findRole(world, arn)?.role.id ?? usersOf(world).find(u => u.arn === arn)?.id
  );
}

function arnOfId(world: World, id: string): string | undefined {
  const roles = [...world.accounts.values()].flatMap(account => [
    ...account.roles.values(),
  ]);
  return [...roles, ...usersOf(world)].find(known => known.id === id)?.arn;
}

function usersOf(world: World) {
  return [...world.accounts.values()].flatMap(({ users }) => [
    ...users.values(),
  ]);
}

/** Returns the policy with each AWS principal replaced by the result of `rename`. */
function mapPrincipals(text: string, rename: (name: string) => string): string {
  const renamed = (element: Statement['Principal']) =>
    element === undefined || element === '*' || element.AWS === undefined
      ? element
      : {
          ...element,
          AWS: Array.isArray(element.AWS)
            ? element.AWS.map(rename)
            : rename(element.AWS),
        };
  const document = readPolicy(text);
  return JSON.stringify({
    ...document,
    Statement: statementsIn(text).map(statement => ({
      ...statement,
      ...(statement.Principal && { Principal: renamed(statement.Principal) }),
      ...(statement.NotPrincipal && {
        NotPrincipal: renamed(statement.NotPrincipal),
      }),
    })),
  });
}
