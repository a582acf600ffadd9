import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { accessGraph, type GraphRole } from '@backstage-irsa/core/accessGraph';
import {
  type AccessGraph,
  type ClusterFacts,
  type FleetServiceAccount,
  valueOf,
} from '@backstage-irsa/core/model';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import {
  assumableRoles,
  organizationControls,
  type RolePermissions,
} from '@backstage-irsa/core/permissions';
import type { Visibility } from '../authorization/visibility';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type { PolicySetReader } from '../permissions/PolicySetReader';
import type { FleetReaders } from './FleetReaders';
import type { FleetPage, FleetStore } from './store/FleetStore';
import type { ScopeReader } from './store/ScopeReader';
import type { FleetFilter } from './store/tables';

/** More make no picture that can be read, and each may have a role to evaluate. */
const MOST_ACCOUNTS = 75;
const MOST_WORKLOADS = 500;

interface Options {
  config: IrsaConfig;
  evaluator: Evaluator;
  organizations: OrganizationReader;
  readers: FleetReaders;
  policySets: PolicySetReader;
  scopes: ScopeReader;
  store: FleetStore;
}

/** A role with everything that it may do. */
interface EvaluatedRole extends GraphRole {
  layers: RolePermissions['effective']['layers'];
}

/** Graphs of access, from the last scans: of nothing that the tables do not show to the caller. */
export class AccessGraphs {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** @throws NotAllowedError; InputError - for no scope, or several; NotFoundError - for an id of nothing that the caller may know of. */
  async get(
    scope: FleetFilter,
    credentials: BackstageCredentials,
  ): Promise<AccessGraph> {
    const visibility = await this.#o.readers.visibility(credentials);
    requireOneScope(scope);
    const page = await this.#o.store.serviceAccounts(
      { filter: scope, sort: 'place', limit: MOST_ACCOUNTS },
      visibility,
    );
    const serviceAccounts = page.items;
    const roles = await this.#roles(scope, serviceAccounts, visibility);
    if (scope.serviceAccountId !== undefined && page.total === 0) {
      throw new NotFoundError(`No service account ${scope.serviceAccountId}.`);
    }
    const names = [...new Set(serviceAccounts.map(one => one.cluster))];
    const clusters = await this.#o.scopes.clusterFacts(names);
    const workloads = await this.#o.store.workloadsOf(
      serviceAccounts.map(({ id }) => id),
      visibility,
      MOST_WORKLOADS,
    );
    return {
      ...accessGraph({
        ...{ serviceAccounts, workloads, roles },
        clusters: [...clusters.values()].map(facts => this.#withOwn(facts)),
      }),
      limitations: [
        ...limitationsOfAccounts(page, roles),
        ...names.flatMap(name => limitationsOfCluster(name, clusters)),
        ...roles.flatMap(limitationsOfRole),
        ...(workloads.length === MOST_WORKLOADS
          ? [`Only the first ${MOST_WORKLOADS} workloads are shown.`]
          : []),
      ],
    };
  }

  /** With every ServiceAccount of Backstage's own namespaces as one of its own: nobody is to cut off what proves that access works. */
  #withOwn(facts: ClusterFacts): ClusterFacts {
    const { ownServiceAccounts = [], rbac, name } = facts;
    const { ownNamespaces = [] } =
      this.#o.config.clusters.find(cluster => cluster.name === name) ?? {};
    const inOwn = (valueOf(rbac) ?? [])
      .flatMap(({ subjects }) => subjects)
      .filter(({ namespace = '' }) => ownNamespaces.includes(namespace))
      .map(subject => `${subject.namespace}/${subject.name}`);
    return { ...facts, ownServiceAccounts: [...ownServiceAccounts, ...inOwn] };
  }

  async #roles(
    { roleId }: FleetFilter,
    serviceAccounts: FleetServiceAccount[],
    visibility: Visibility,
  ): Promise<EvaluatedRole[]> {
    const ids = serviceAccounts.flatMap(one => one.roleId ?? []);
    const rows = await this.#o.store.rolesById(
      [...new Set([...ids, ...(roleId === undefined ? [] : [roleId])])],
      visibility,
    );
    if (roleId !== undefined && rows.length === 0) {
      throw new NotFoundError(`No role ${roleId}.`);
    }
    const sets = await this.#o.policySets.getMany([
      ...new Set(rows.map(row => row.policy_set)),
    ]);
    const now = new Date();
    const { of } = await this.#o.organizations.current();
    const controlsFor = organizationControls(of);
    const roles: EvaluatedRole[] = [];
    for (const { id, arn, name, account_id: accountId, policy_set } of rows) {
      const set = sets.get(policy_set) ?? { policies: [], layers: [] };
      const { effective } = await this.#o.evaluator.run('rolePermissions', {
        ...{ set, now },
        organization: controlsFor(arn),
      });
      const { services, layers } = effective;
      roles.push({ id, name, accountId, services, layers });
    }
    return roles;
  }
}

/** @throws InputError */
function requireOneScope(scope: FleetFilter): void {
  const { serviceAccountId, entityRef, roleId, cluster, namespace } = scope;
  const given = [serviceAccountId, entityRef, roleId, cluster ?? namespace];
  const isOne = given.filter(one => one !== undefined).length === 1;
  if (!isOne || (cluster === undefined) !== (namespace === undefined)) {
    throw new InputError(
      'Invalid scope. Give exactly one of `serviceAccountId`, `entityRef`, `roleId`, or `cluster` with `namespace`.',
    );
  }
}

function limitationsOfAccounts(
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
          `The role of ${unread} ServiceAccounts was not read or is not visible to you.`,
        ]
      : []),
  ];
}

function limitationsOfCluster(
  name: string,
  clusters: Map<string, ClusterFacts>,
): string[] {
  const facts = clusters.get(name);
  const unread = [
    facts?.rbac.state === 'found' ? [] : 'Kubernetes RBAC',
    facts?.accessEntries.state === 'found' ? [] : 'EKS access entries',
  ].flat();
  return unread.map(
    what => `${what} of ${name} not read: people and groups may be missing.`,
  );
}

function limitationsOfRole({
  name,
  services,
  layers,
}: EvaluatedRole): string[] {
  const further = assumableRoles(services);
  const isUnread = layers.some(
    ({ layer, state }) => layer === 'identity' && state === 'not-read',
  );
  return [
    ...(isUnread
      ? [
          `Some policies of the role ${name} were not read: services may be missing.`,
        ]
      : []),
    ...(further.length > 0
      ? [
          `What ${name} can do in roles that it assumes is not shown: ${further.join(
            ', ',
          )}.`,
        ]
      : []),
  ];
}
