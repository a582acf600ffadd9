import { defaultDocument, groupsOf, readPolicy } from '../access/policies';
import { findRole } from '../access/caller';
import type { Account, IamGroup, IamRole, IamUser } from '../../state/account';
import type { World } from '../../state/world';
import { checkSimulatedPolicy } from './documents';
import { invalidInput, noSuchEntity } from './errors';
import type { SimulatedPolicy } from './simulation';

/** A user or role whose policies are simulated or listed. */
export interface PolicySource {
  account: Account;
  entity: IamUser | IamRole;
}

/** Returns the user or role of the account with this ARN. Throws `InvalidInput` or `NoSuchEntity`. */
export function requireSource(
  world: World,
  account: Account,
  arn: string,
): PolicySource {
  const match = /^arn:[^:]+:iam::(\d{12}):(user|role)\/(\S+)$/.exec(arn);
  if (!match || match[1] !== account.id) {
    throw invalidInput(
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    );
  }
  const [, , kind, path] = match;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const entity =
    kind === 'role'
      ? findRole(world, arn)?.role
      : [...account.users.values()].find(user => user.arn === arn);
  if (!entity) {
    throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
  }
  return { account, entity };
}

/** Returns the identity policies of a role, or of a user and its groups, with the identifiers that the simulator shows. */
export function policiesOfSource({
  account,
  entity,
}: PolicySource): SimulatedPolicy[] {
  return 'trustPolicy' in entity
    ? ownPolicies(account, entity, 'role')
    : [
        ...ownPolicies(account, entity, 'user'),
        ...groupsOf(account, entity).flatMap(group =>
          ownPolicies(account, group, 'group'),
        ),
      ];
}

function ownPolicies(
  account: Account,
  holder: IamUser | IamGroup | IamRole,
  kind: 'role' | 'user' | 'group',
): SimulatedPolicy[] {
  const attached = holder.attachedPolicyArns.flatMap(arn => {
    const policy = account.policies.get(arn);
    return policy ? [simulated(policy.name, defaultDocument(policy))] : [];
  });
  const inline = [...holder.inlinePolicies].map(([name, document]) =>
    simulated(
      `${kind}_${holder.name}_${name}`,
      typeof document === 'string' ? document : JSON.stringify(document),
    ),
  );
  return [...attached, ...inline];
}

/** Returns the permissions boundary of a user or role; undefined if there is none. */
export function boundaryOfSource({
  account,
  entity,
}: PolicySource): SimulatedPolicy | undefined {
  const policy = account.policies.get(entity.permissionsBoundaryArn ?? '');
  return policy && boundaryPolicy(policy.name, defaultDocument(policy));
}

/** Returns the policies in the request, named by their position. Throws `InvalidInput`. */
export function policiesOfInput(texts: string[]): SimulatedPolicy[] {
  return texts.map((text, index) => {
    checkSimulatedPolicy(text);
    return simulated(`PolicyInputList.${index + 1}`, text);
  });
}

/** Returns the permissions boundary in the request, which has at most one. Throws `InvalidInput`. */
export function boundaryOfInput(texts: string[]): SimulatedPolicy | undefined {
  if (texts.length === 0) return undefined;
  checkSimulatedPolicy(texts[0]);
  return boundaryPolicy('PermissionsBoundaryPolicyInputList.1', texts[0]);
}

function simulated(name: string, text: string): SimulatedPolicy {
  return { name, text, document: readPolicy(text), type: 'IAM Policy' };
}

function boundaryPolicy(name: string, text: string): SimulatedPolicy {
  return { ...simulated(name, text), type: 'IAM Permission Boundary Policy' };
}
