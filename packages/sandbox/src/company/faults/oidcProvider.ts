import type { Plants } from './types';
import { ISSUER_THUMBPRINT } from '../../aws/iam/oidcProviders';
import { addOidcProvider, addPolicy, addRole } from '../iam';
import {
  FaultError,
  ROLE_ARN_ANNOTATION,
  annotate,
  findRunningService,
  findService,
  restart,
  setTrust,
  type Service,
} from '../service';
import { oidcProviderArn } from '@backstage-irsa/core/arn';
import { defaultDocument } from '../../aws/access/policies';
import type { Account } from '../../state/account';
import type { World } from '../../state/world';

/**
 * Makes sure that no other role needs the OIDC provider, so that it can be broken for this role alone: a role that shares it moves to another account
 * that has no provider for the cluster, or an unused one.
 * @throws FaultError if roles of every account use theirs
 */
function isolateProvider(world: World, service: Service): Service {
  if (!isNeededByOthers(service.account, service)) {
    return service;
  }
  const other = [...world.accounts.values()].find(
    account => !isNeededByOthers(account, service),
  );
  if (!other) {
    throw new FaultError(
      service.ref,
      'every account has roles that use an OIDC provider of this cluster, so the fault would affect other services; choose a service of another cluster',
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

/** Moves the role with its policies to another account, updates its annotation, and recreates the pods. */
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

/** Copies a policy to the other account and returns its ARN. AWS managed policies exist in both. */
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

/** The thumbprint of a certificate that is no longer used. */
const OLD_THUMBPRINT = '990f4193972f2becf12ddeda5237f9c952f20d9e';

/** The number of outages: more than a caller with retries attempts in one call. */
const OUTAGES = 6;

/** The faults of the OIDC provider. */
export const oidcProviderFaults = {
  'no-oidc-provider'(ref, world) {
    const service = findRunningService(world, ref);
    const { account, cluster } = isolateProvider(world, service);
    account.oidcProviders.delete(
      oidcProviderArn(account.partition, account.id, cluster.issuer),
    );
  },
  /** AWS checks the thumbprints of only a few issuers, so the sandbox's STS checks this one for this role only. */
  thumbprint(ref, world) {
    const { account, cluster, role } = findService(world, ref);
    const provider = account.oidcProviders.get(
      oidcProviderArn(account.partition, account.id, cluster.issuer),
    );
    if (!provider) {
      throw new FaultError(
        ref,
        'its cluster has no OIDC provider in the account',
      );
    }
    const isResolved = provider.thumbprints.includes(ISSUER_THUMBPRINT);
    const others = isResolved ? [] : provider.thumbprintChecks ?? [];
    provider.thumbprintChecks = new Set([...others, role.arn]);
    provider.thumbprints = [OLD_THUMBPRINT];
  },
  'keys-unreachable'(ref, world) {
    findService(world, ref).role.keyOutages = OUTAGES;
  },
  'client-id-missing'(ref, world) {
    const service = findRunningService(world, ref);
    const { account, cluster } = isolateProvider(world, service);
    const arn = oidcProviderArn(account.partition, account.id, cluster.issuer);
    const provider =
      account.oidcProviders.get(arn) ??
      addOidcProvider(account, cluster.issuer, world.now());
    provider.clientIds = ['kubernetes.default.svc'];
  },
} satisfies Plants;
