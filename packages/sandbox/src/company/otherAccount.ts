import { oidcProviderArn } from '@backstage-irsa/core/arn';
import { defaultDocument } from '../aws/access/policies';
import type { Account } from '../state/account';
import type { World } from '../state/world';
import { addPolicy, addRole } from './iam';
import {
  annotate,
  FaultError,
  restart,
  ROLE_ARN_ANNOTATION,
  setTrust,
  type Service,
} from './service';

/**
 * Sees to it that no other role needs the OIDC provider, so that it can be broken for this one alone: a role that shares it moves to
 * another account, which has no provider for the cluster, or one that nobody uses.
 * @throws FaultError when roles of every account use theirs
 */
export function isolateProvider(world: World, service: Service): Service {
  if (!isNeededByOthers(service.account, service)) {
    return service;
  }
  const other = [...world.accounts.values()].find(
    account => !isNeededByOthers(account, service),
  );
  if (!other) {
    throw new FaultError(
      service.ref,
      'roles of every account use an OIDC provider for this cluster, so that it cannot be broken for one alone; choose a service of another cluster',
    );
  }
  return moveRole(service, other);
}

function isNeededByOthers(account: Account, { cluster, role }: Service) {
  const arn = oidcProviderArn(account.partition, account.id, cluster.issuer);
  return (
    account.oidcProviders.has(arn) &&
    [...account.roles.values()].some(
      other => other !== role && other.trustPolicy.includes(arn),
    )
  );
}

/** The role with its policies in another account, the annotation that names it, and new pods. */
function moveRole(service: Service, to: Account): Service {
  const { account: from, role: old } = service;
  const isTaken = to.roles.has(old.name.toLowerCase());
  const { permissionsBoundaryArn } = old;
  const role = addRole(to, {
    ...old,
    name: isTaken ? `${old.name}-${from.alias}` : old.name,
    attachedPolicyArns: old.attachedPolicyArns.map(arn =>
      copyPolicy(arn, from, to),
    ),
    ...(permissionsBoundaryArn !== undefined && {
      permissionsBoundaryArn: copyPolicy(permissionsBoundaryArn, from, to),
    }),
  });
  from.roles.delete(old.name.toLowerCase());
  const moved = { ...service, account: to, role };
  setTrust(moved, {});
  annotate(moved, { [ROLE_ARN_ANNOTATION]: role.arn });
  restart(moved);
  return moved;
}

/** The ARN of the same policy in the other account; those of AWS are in both. */
function copyPolicy(arn: string, from: Account, to: Account): string {
  const policy = from.policies.get(arn);
  if (!policy || to.policies.has(arn)) {
    return arn;
  }
  const { name, path, createdAt, tags } = policy;
  const isTaken = [...to.policies.values()].some(
    other => other.name.toLowerCase() === name.toLowerCase(),
  );
  return addPolicy(to, {
    name: isTaken ? `${name}-${from.alias}` : name,
    path,
    document: defaultDocument(policy),
    createdAt,
    tags,
  }).arn;
}
