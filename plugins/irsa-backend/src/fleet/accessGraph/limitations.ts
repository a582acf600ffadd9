import type { GraphRole } from '@backstage-irsa/core/accessGraph';
import type {
  ClusterFacts,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import {
  assumableRoleArns,
  shortList,
  unreadAboutPeople,
  type RolePermissions,
} from '@backstage-irsa/core/permissions';
import type { FleetPage } from '../store/FleetStore';
import type { RoleChains } from './roleChains';

/** A role of the graph, with the policy layers from its evaluation. */
export interface EvaluatedRole extends GraphRole {
  layers: RolePermissions['effective']['layers'];
}

/** Describes which ServiceAccounts and which of their roles the graph does not show. */
export function limitationsOfAccounts(
  { items, total }: FleetPage<FleetServiceAccount>,
  roles: EvaluatedRole[],
): string[] {
  const known = new Set(roles.map(({ id }) => id));
  const unread = items.filter(
    ({ roleArn, roleId }) =>
      roleArn !== null && (roleId === null || !known.has(roleId)),
  ).length;
  return [
    ...(total > items.length
      ? [
          `Only the first ${items.length} of ${total} ServiceAccounts are shown.`,
        ]
      : []),
    ...(unread > 0
      ? [
          `The role of ${unread} ServiceAccount${
            unread === 1 ? '' : 's'
          } was not read or is not visible to you.`,
        ]
      : []),
  ];
}

/** Describes what was not read about the people of a cluster. */
export function limitationsOfCluster(
  name: string,
  clusters: Map<string, ClusterFacts>,
): string[] {
  const facts = clusters.get(name);
  const unread = facts
    ? unreadAboutPeople(facts)
    : ['Kubernetes RBAC', 'EKS access entries'];
  return unread.map(
    what => `${what} of ${name} not read: people and groups may be missing.`,
  );
}

/** The roles of a graph, and which of them can assume which others. */
interface ChainedRoles extends RoleChains {
  /** The roles of ServiceAccounts and nodes. */
  roles: EvaluatedRole[];
  /** The roles that these name or that trust these, also if these cannot assume them. */
  candidates: EvaluatedRole[];
}

/** Describes what the graph does not show about roles: unread policies, and the roles that they can assume in further steps. */
export function limitationsOfRoles(all: ChainedRoles): string[] {
  const known = [...all.roles, ...all.candidates];
  const shown = new Set(all.roles.map(({ id }) => id));
  const assumed = new Set(
    all.chains.filter(({ from }) => shown.has(from)).map(({ to }) => to),
  );
  const steps: Steps = { starts: [...shown], targets: new Map() };
  for (const { from, to } of all.chains) {
    steps.targets.set(from, (steps.targets.get(from) ?? new Set()).add(to));
  }
  const inGraph = known.filter(({ id }) => shown.has(id) || assumed.has(id));
  return [
    ...inGraph.flatMap(ofPolicies),
    ...known
      .filter(({ trust }) => trust === undefined)
      .map(
        ({ name }) =>
          `The trust policy of the role ${name} was not read: who can assume it may be missing.`,
      ),
    ...all.roles.flatMap(role => ofUnknown(role, known, all.unknown)),
    ...all.roles.flatMap(role => ofUnlisted(role, known)),
    ...known
      .filter(({ id }) => assumed.has(id))
      .flatMap(role => ofFurther(role, known, steps)),
  ];
}

function ofPolicies({ name, layers }: EvaluatedRole): string[] {
  return layers.some(
    ({ layer, state }) => layer === 'identity' && state === 'not-read',
  )
    ? [
        `Some policies of the role ${name} were not read: services may be missing.`,
      ]
    : [];
}

/** Describes the roles of which it is unknown whether the role can assume them. */
function ofUnknown(
  { id, name }: EvaluatedRole,
  known: EvaluatedRole[],
  unknown: RoleChains['unknown'],
): string[] {
  const targets = new Set(
    unknown.filter(({ from }) => from === id).map(({ to }) => to),
  );
  const names = known.filter(one => targets.has(one.id)).map(one => one.name);
  return names.length === 0
    ? []
    : [
        `It is unknown whether the role ${name} can assume these roles: ${shortList(
          names,
        )}.`,
      ];
}

/** Describes the roles that the role's policies name and that the graph does not know. */
function ofUnlisted(
  { name, services }: EvaluatedRole,
  known: EvaluatedRole[],
): string[] {
  const arns = new Set(known.map(({ arn }) => arn));
  const further = assumableRoleArns(services).filter(arn => !arns.has(arn));
  return further.length === 0
    ? []
    : [
        `Paths from ${name} through further roles that it can assume are not shown: ${further.join(
          ', ',
        )}.`,
      ];
}

/** The roles from which the graph shows steps, and the roles that each role can assume. */
interface Steps {
  starts: string[];
  targets: Map<string, Set<string>>;
}

/** Describes the next step after the role was assumed, unless all roles that assume it can take that step at once. */
function ofFurther(
  { id, name, services }: EvaluatedRole,
  known: EvaluatedRole[],
  { starts, targets }: Steps,
): string[] {
  const assumers = starts.filter(from => targets.get(from)?.has(id));
  const isNew = (to: string) =>
    assumers.some(from => from !== to && !targets.get(from)?.has(to));
  const arns = new Set(known.map(({ arn }) => arn));
  const further = [
    ...known
      .filter(one => targets.get(id)?.has(one.id) && isNew(one.id))
      .map(({ arn }) => arn),
    ...assumableRoleArns(services).filter(arn => !arns.has(arn)),
  ];
  return further.length === 0
    ? []
    : [
        `Paths that continue from ${name}, once it is assumed, to further roles are not shown: ${further.join(
          ', ',
        )}.`,
      ];
}
