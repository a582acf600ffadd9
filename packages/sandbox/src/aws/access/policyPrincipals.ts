import type { Statement } from '@backstage-irsa/iam-policy';
import type { World } from '../../state/world';
import type { AwsError } from '../protocol/error';
import { findRole } from './caller';
import { readPolicy } from './policies';
import { policyProblem } from './policyProblem';

/** Unique IDs of roles and users ("IAM identifiers", IAM User Guide). */
const UNIQUE_ID = /^(AROA|AIDA)[A-Z0-9]+$/;

/** The text of a resource's policy as AWS shows it: a user or role by its ARN, one that is gone by its unique ID. */
export function shownPolicy(world: World, stored: string): string {
  return mapPrincipals(stored, name =>
    UNIQUE_ID.test(name) ? arnOfId(world, name) ?? name : name,
  );
}

/**
 * The text of a resource's policy that was sent, as AWS keeps it. Throws what `refused` makes of one that AWS does not take: the problem is in words of AWS,
 * and undefined where a principal does not exist.
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
 * The text of a resource's policy as AWS keeps it: a role or user by its unique ID, so that one that is made again under its name is another.
 * Undefined when it names one that does not exist, which AWS does not take.
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

/** Whether an ARN is that of a role or user that exists, or of the root or a role session of an account of the sandbox. */
export function isPrincipal(world: World, arn: string): boolean {
  const [, accountId] =
    /^arn:[^:]+:(?:iam::(?=\d+:root$)|sts::)(\d{12}):/.exec(arn) ?? [];
  return world.accounts.has(accountId) || idOfArn(world, arn) !== undefined;
}

/** A trust policy that names a principal by its unique ID, since that was deleted; one made again under its name is another. */
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

/** The policy with each AWS principal under another name. */
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
