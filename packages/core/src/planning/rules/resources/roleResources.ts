import {
  type IamServiceAccountSpec,
  type Violation,
} from '../../../model/types';
import { type ServiceAccountRef } from '../../../model/serviceAccountRef';
import { valueOf } from '../../../model/observation';
import { type Observed } from '../../../model/observed';
import {
  isReturning,
  type OwnershipRecords,
} from '../../ownership/ownershipRecords';
import type { JudgedPolicy } from './checkResources';
import {
  addedPolicies,
  checkManagedResources,
  judge,
  ownPolicies,
  type SpecPlace,
} from './specResources';

/** Where a ServiceAccount is. */
type Place = Pick<ServiceAccountRef, 'cluster' | 'namespace'>;

/** What a spec does to a role that is there. */
export interface PlannedRoleUse {
  /** Whether the ServiceAccount does not have the role yet. */
  isNew: boolean;
  /** Where the others are that have it. */
  sharedWith: Place[];
  /** Whether it comes back from another tool, with whatever policies that put on it. */
  comesBack: boolean;
  /** Whether it goes to another owner, with whatever policies it has. */
  changesOwner: boolean;
}

/** What a plan does to the role that is there. `own` is what is recorded for the ServiceAccount. */
export function plannedRoleUse(
  { role }: Pick<Observed, 'role'>,
  own: ReadonlySet<string>,
  ownership: Pick<OwnershipRecords, 'id' | 'owner' | 'holders'>,
): PlannedRoleUse {
  const { id, owner, holders } = ownership;
  const arn = valueOf(role)?.arn;
  const others = holders.filter(
    ({ object, serviceAccountId }) => object === arn && serviceAccountId !== id,
  );
  const places = others.map(
    ({ cluster, namespace }) =>
      [`${cluster}/${namespace}`, { cluster, namespace }] as const,
  );
  return {
    isNew: arn !== undefined && !own.has(arn),
    sharedWith: [...new Map(places).values()],
    comesBack: isReturning(ownership),
    changesOwner: holders.some(
      ({ object, ...holder }) =>
        object === arn &&
        holder.serviceAccountId === id &&
        holder.owner !== owner,
    ),
  };
}

/** The policies that a role has already; undefined when one of them is not known. */
function policiesOfRole(
  field: string,
  { attachedPolicies, inlinePolicies }: Observed,
): JudgedPolicy[] | undefined {
  if (inlinePolicies.state === 'unknown') return undefined;
  const read = [
    ...(valueOf(attachedPolicies) ?? []).map(one => valueOf(one)?.document),
    ...(valueOf(inlinePolicies) ?? []).map(one => one.document),
  ];
  const policies = read.flatMap(one =>
    one?.document
      ? [{ field, name: 'a policy of the role', document: one.document }]
      : [],
  );
  return policies.length === read.length ? policies : undefined;
}

/** What a ServiceAccount would get with a role that is there. It tells nothing of the policies, which may be somebody else's. */
function checkRole(
  spec: IamServiceAccountSpec,
  observed: Observed,
  place: SpecPlace,
): Violation[] {
  const field = spec.adopt ? 'adopt' : 'roleName';
  const policies = policiesOfRole(field, observed);
  if (policies && judge(policies, spec, place).length === 0) return [];
  return [
    {
      field,
      rule: 'resource-owner',
      message: `The role has policies that are not shown to stay within the AWS resources that ${place.owner} may use from namespace "${spec.namespace}" of cluster ${place.cluster.name}. Choose another role, or ask an administrator to correct its policies or the resources of the rule in irsa.namespaceRules.`,
    },
  ];
}

/** What a change of a shared role would give to those that have it too, beyond the AWS resources of the owner in their namespaces. */
function checkSharers(
  spec: IamServiceAccountSpec,
  observed: Observed,
  place: SpecPlace,
  sharedWith: Place[],
): Violation[] {
  const policies = [
    ...ownPolicies(spec, place.cluster),
    ...addedPolicies(spec, observed, place),
  ];
  return sharedWith.flatMap(other => {
    const cluster = place.config.clusters.find(
      ({ name }) => name === other.cluster,
    );
    const at = cluster && { cluster, namespace: other.namespace };
    return at ? judge(policies, spec, place, { observed, at }) : [];
  });
}

/** What a spec asks for beyond the AWS resources of its owner, as far as only what is there tells. */
export function checkObservedResources(
  spec: IamServiceAccountSpec,
  observed: Observed,
  place: SpecPlace,
  { isNew, sharedWith, comesBack, changesOwner }: PlannedRoleUse,
): Violation[] {
  return [
    ...checkManagedResources(spec, observed, place),
    ...((isNew && (spec.adopt || comesBack || sharedWith.length > 0)) ||
    changesOwner
      ? checkRole(spec, observed, place)
      : []),
    ...checkSharers(spec, observed, place, sharedWith),
  ];
}
