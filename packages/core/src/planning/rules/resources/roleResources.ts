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

/** The cluster and namespace of a ServiceAccount. */
type Place = Pick<ServiceAccountRef, 'cluster' | 'namespace'>;

/** How a spec uses an existing role. */
export interface PlannedRoleUse {
  /** Whether the role is new to the ServiceAccount. */
  isNew: boolean;
  /** The places of the owner's other ServiceAccounts that have the role. A role of another owner is refused, and messages must not name its places. */
  sharedWith: Place[];
  /** Whether the role comes back from another tool, with the policies that the tool attached. */
  comesBack: boolean;
  /** Whether the role moves to another owner, with its policies. */
  changesOwner: boolean;
}

/** Returns how a plan uses the existing role. `own` contains the records of the ServiceAccount. */
export function plannedRoleUse(
  { role }: Pick<Observed, 'role'>,
  own: ReadonlySet<string>,
  ownership: Pick<OwnershipRecords, 'id' | 'owner' | 'holders'>,
): PlannedRoleUse {
  const { id, owner, holders } = ownership;
  const arn = valueOf(role)?.arn;
  const others = holders.filter(
    holder =>
      holder.object === arn &&
      holder.serviceAccountId !== id &&
      holder.owner === owner,
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

/** Returns the current policies of a role; undefined if one of them is unknown. */
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

/** Checks the permissions that come with an existing role. The message reveals nothing about the policies, which can be another owner's. */
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
      message: `Backstage cannot confirm that the policies of the role stay within the AWS resources that ${place.owner} may use from namespace "${spec.namespace}" of cluster ${place.cluster.name}. Choose another role, or ask an administrator to correct its policies or the resources of the rule in irsa.namespaceRules.`,
    },
  ];
}

/** Checks whether a change of a shared role gives the ServiceAccounts that share it more than the owner's AWS resources in their namespaces. */
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

/** Returns violations that only the observed state shows: by managed policies, and by policies of an existing or shared role. */
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
