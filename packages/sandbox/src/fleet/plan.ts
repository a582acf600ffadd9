import {
  GRANT_FAULTS,
  OTHER_RATES,
  TRUST_FAULTS,
  USE_FAULTS,
  WORKLOAD_FAULTS,
} from './faults';
import { MOST_NAMESPACES, namespaceAt, serviceAt } from './names';
import type { FleetSize } from './options';
import type { Random } from './random';

/** A ServiceAccount of the fleet, and the number of its pods. */
export interface PlannedMember {
  namespace: string;
  name: string;
  replicas: number;
  fault?: keyof typeof WORKLOAD_FAULTS;
}

/** A role and the ServiceAccounts that use it. */
export interface PlannedRole {
  name: string;
  team: string;
  members: PlannedMember[];
  mechanism: 'irsa' | 'pod-identity';
  trustFault?: keyof typeof TRUST_FAULTS;
  grantFault?: keyof typeof GRANT_FAULTS;
  useFault?: keyof typeof USE_FAULTS;
  hasBoundary: boolean;
  isShared: boolean;
}

/** The resources that the fleet adds to one cluster. */
export interface PlannedCluster {
  cluster: string;
  namespaces: { name: string; team: string }[];
  roles: PlannedRole[];
  /** The number of pods of workloads without a role. */
  plainPods: number;
}

/** Low, because reading each Pod Identity association takes a separate call. */
const POD_IDENTITY_RATE = 0.02;
const WITHOUT_WORKLOAD_RATE = 0.08;
const PLAIN_POD_RATE = 0.1;
const SERVICE_ACCOUNTS_OF_A_NAMESPACE = 25;
/** The number of clusters that have the same services, as stages and regions do. The next clusters have others. */
const CLUSTERS_OF_A_GROUP = 3;

/** Returns the size of each part when a total is split evenly. */
const even = (total: number, parts: number) => (index: number) =>
  Math.floor((total * (index + 1)) / parts) -
  Math.floor((total * index) / parts);

/** Returns the number of roles that no ServiceAccount uses: for missing ServiceAccounts, and for other purposes. */
export function strayRoles(roles: number): {
  orphans: number;
  unrelated: number;
} {
  return {
    orphans: Math.round(roles * OTHER_RATES['role-without-service-account']),
    unrelated: Math.round(roles * OTHER_RATES['unrelated-role']),
  };
}

/** Plans the ServiceAccounts, roles, and pods of each cluster. */
export function planFleet(
  size: FleetSize,
  clusters: string[],
  random: Random,
): PlannedCluster[] {
  const { orphans, unrelated } = strayRoles(size.roles);
  const accountsOf = even(size.serviceAccounts, clusters.length);
  const rolesOf = even(size.roles - orphans - unrelated, clusters.length);
  const podsOf = even(size.pods, clusters.length);
  return clusters.map((cluster, index) =>
    planCluster(
      cluster,
      {
        serviceAccounts: accountsOf(index),
        roles: rolesOf(index),
        pods: podsOf(index),
        group: Math.floor(index / CLUSTERS_OF_A_GROUP),
      },
      random,
    ),
  );
}

function planCluster(
  cluster: string,
  size: Pick<FleetSize, 'serviceAccounts' | 'roles' | 'pods'> & {
    group: number;
  },
  random: Random,
): PlannedCluster {
  const count = Math.min(
    MOST_NAMESPACES,
    Math.ceil(size.serviceAccounts / SERVICE_ACCOUNTS_OF_A_NAMESPACE),
  );
  const accountsOf = even(size.serviceAccounts, count);
  const rolesOf = even(size.roles, count);
  const first = size.group * count;
  const namespaces = Array.from({ length: count }, (_, i) =>
    namespaceAt(first + i),
  );
  const roles = namespaces.flatMap((namespace, i) =>
    planNamespace(
      cluster,
      namespace,
      membersOf(namespace.name, first + i, accountsOf(i), random),
      Math.max(1, rolesOf(i)),
      random,
    ),
  );
  share(roles, random);
  const plainPods = Math.round(size.pods * PLAIN_POD_RATE);
  spread(
    roles.flatMap(({ members }) => members),
    size.pods - plainPods,
    random,
  );
  return { cluster, namespaces, roles, plainPods };
}

function membersOf(
  namespace: string,
  number: number,
  count: number,
  random: Random,
): PlannedMember[] {
  const hasDefault = random.chance(OTHER_RATES['default-service-account']);
  return Array.from({ length: count }, (_, i) => ({
    namespace,
    name: hasDefault && i === 0 ? 'default' : serviceAt(number, i),
    replicas: 0,
    fault: random.oneOf(WORKLOAD_FAULTS),
  }));
}

function planNamespace(
  cluster: string,
  { name: namespace, team }: { name: string; team: string },
  members: PlannedMember[],
  count: number,
  random: Random,
): PlannedRole[] {
  const groups = Math.min(count, members.length);
  const sizeOf = even(members.length, groups);
  let start = 0;
  return Array.from({ length: groups }, (_, i) => {
    const group = members.slice(start, start + sizeOf(i));
    start += group.length;
    return planRole(
      `${cluster}-${namespace}-${group[0].name}`,
      team,
      group,
      random,
    );
  });
}

function planRole(
  name: string,
  team: string,
  members: PlannedMember[],
  random: Random,
): PlannedRole {
  const mechanism = random.chance(POD_IDENTITY_RATE) ? 'pod-identity' : 'irsa';
  const trustFault = random.oneOf(TRUST_FAULTS);
  return {
    name,
    team,
    members,
    mechanism,
    ...(mechanism === 'irsa' && { trustFault }),
    grantFault: random.oneOf(GRANT_FAULTS),
    useFault: random.oneOf(USE_FAULTS),
    hasBoundary: !random.chance(OTHER_RATES['missing-boundary']),
    isShared: false,
  };
}

/** Adds to some roles a ServiceAccount of another namespace, which gives up its previous role. */
function share(roles: PlannedRole[], random: Random): void {
  for (const [index, role] of roles.entries()) {
    const isSound = role.mechanism === 'irsa' && !role.trustFault;
    if (!isSound || !random.chance(OTHER_RATES['shared-across-namespaces'])) {
      continue;
    }
    const [{ namespace }] = role.members;
    const donor = roles
      .slice(index + 1)
      .find(
        ({ members, mechanism, trustFault }) =>
          members.length > 1 &&
          members[0].namespace !== namespace &&
          mechanism === 'irsa' &&
          !trustFault,
      );
    const member = donor?.members.pop();
    if (member) {
      role.members.push(member);
      role.isShared = true;
    }
  }
}

/** Distributes this number of pods over most ServiceAccounts, unevenly. */
function spread(members: PlannedMember[], pods: number, random: Random): void {
  const running = members.filter(() => !random.chance(WITHOUT_WORKLOAD_RATE));
  const podsOf = even(pods, running.length);
  for (let i = 0; i < running.length; i += 2) {
    const pair = running.slice(i, i + 2);
    const [first, second = 0] = pair.map((_, j) => podsOf(i + j));
    const moved = pair.length > 1 ? random.below(Math.min(second, 3)) : 0;
    running[i].replicas = first + moved;
    if (pair.length > 1) {
      running[i + 1].replicas = second - moved;
    }
  }
}
