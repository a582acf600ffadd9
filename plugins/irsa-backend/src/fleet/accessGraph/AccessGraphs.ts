import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { rowId } from '@backstage-irsa/core/findings';
import {
  accessGraph,
  type ChainedRole,
} from '@backstage-irsa/core/accessGraph';
import type {
  AccessGraph,
  FleetServiceAccount,
  FleetWorkload,
} from '@backstage-irsa/core/model';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import {
  assumableRoleArns,
  organizationControls,
} from '@backstage-irsa/core/permissions';
import type { Visibility } from '../../authorization/visibility';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';
import type { PolicySetReader } from '../../permissions/PolicySetReader';
import type { FleetReaders } from '../FleetReaders';
import type { PolicySets } from '../../permissions/PolicySets';
import type { FleetStore } from '../store/FleetStore';
import type { ScopeReader } from '../store/ScopeReader';
import type { FleetFilter } from '../store/tables';
import type { TrustingRoleStore } from '../store/TrustingRoleStore';
import {
  limitationsOfAccounts,
  limitationsOfCluster,
  limitationsOfRoles,
  type EvaluatedRole,
} from './limitations';
import { chainedRolesOf, findRoleChains } from './roleChains';

/** The maximum number of ServiceAccounts: a larger graph is unreadable, and each ServiceAccount can have a role to evaluate. */
const MOST_ACCOUNTS = 75;
const MOST_WORKLOADS = 500;
const MOST_ASSUMED = 25;

interface Options {
  evaluator: Evaluator;
  organizations: OrganizationReader;
  policySets: PolicySets;
  reader: PolicySetReader;
  readers: FleetReaders;
  scopes: ScopeReader;
  store: FleetStore;
  trustingRoles: TrustingRoleStore;
}

/** A role of the graph, with what decides which other roles it can assume. */
type GraphedRole = EvaluatedRole & ChainedRole;

/** A workload with the IDs of the roles that its nodes can have. */
interface OnNodes extends FleetWorkload {
  nodeRoleIds: string[];
}

/** Builds access graphs from the last scans. A graph shows only what the fleet tables show to the caller. */
export class AccessGraphs {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** @throws NotAllowedError; InputError - unless exactly one scope is given; NotFoundError - if it does not exist or is hidden from the caller. */
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
    if (scope.serviceAccountId !== undefined && page.total === 0) {
      throw new NotFoundError(
        `IAM service account ${scope.serviceAccountId} not found.`,
      );
    }
    const own = await this.#rolesOf(scope, serviceAccounts, visibility);
    const onNodes = await this.#workloadsOnNodes(scope, own, visibility);
    const nodeRoles = await this.#roles(
      onNodes.flatMap(({ nodeRoleIds }) => nodeRoleIds),
      own,
      visibility,
    );
    const roles = [...own, ...nodeRoles];
    const { candidates, isCutOff } = await this.#mayBeAssumed(
      roles,
      visibility,
    );
    const { of } = await this.#o.organizations.current();
    const chained = await findRoleChains(
      [...roles, ...candidates],
      organizationControls(of),
    );
    const starts = new Set(roles.map(({ id }) => id));
    const chains = chained.chains.filter(({ from }) => starts.has(from));
    const assumed = new Set(chains.map(({ to }) => to));
    const names = [...new Set(serviceAccounts.map(one => one.cluster))];
    const clusters = await this.#o.scopes.clusterFacts(names);
    const workloads = await this.#o.store.workloadsOf(
      serviceAccounts.map(({ id }) => id),
      visibility,
      MOST_WORKLOADS,
    );
    return {
      ...accessGraph({
        ...{ serviceAccounts, roles, chains },
        assumedRoles: candidates.filter(({ id }) => assumed.has(id)),
        workloads: together(workloads, onNodes),
        clusters: [...clusters.values()],
      }),
      limitations: [
        ...limitationsOfAccounts(page, roles),
        ...names.flatMap(name => limitationsOfCluster(name, clusters)),
        ...limitationsOfRoles({ ...chained, roles, candidates }),
        ...(isCutOff
          ? [`Only the first ${MOST_ASSUMED} roles to assume were examined.`]
          : []),
        ...([workloads, onNodes].some(({ length }) => length === MOST_WORKLOADS)
          ? [`Only the first ${MOST_WORKLOADS} workloads are shown.`]
          : []),
      ],
    };
  }

  /** Returns the roles of the ServiceAccounts, and the role that `roleId` names. */
  async #rolesOf(
    { roleId }: FleetFilter,
    serviceAccounts: FleetServiceAccount[],
    visibility: Visibility,
  ): Promise<GraphedRole[]> {
    const roles = await this.#roles(
      [
        ...serviceAccounts.flatMap(one => one.roleId ?? []),
        ...(roleId === undefined ? [] : [roleId]),
      ],
      [],
      visibility,
    );
    if (roleId !== undefined && roles.length === 0) {
      throw new NotFoundError(`Role ${roleId} not found.`);
    }
    return roles;
  }

  /** Returns the workloads of a namespace that use their node role, or the workloads on nodes with the role that `roleId` names. */
  async #workloadsOnNodes(
    { roleId, cluster, namespace }: FleetFilter,
    roles: GraphedRole[],
    visibility: Visibility,
  ): Promise<OnNodes[]> {
    const asked = roles.find(({ id }) => id === roleId);
    if (!asked && !cluster) return [];
    const found = await this.#o.store.workloadsOnNodes(
      asked ? { roleArn: asked.arn } : { cluster, namespace },
      visibility,
      MOST_WORKLOADS,
    );
    return found.map(workload => ({
      ...workload,
      nodeRoleIds: workload.nodeRoleArns.map(arn => rowId('role', arn)),
    }));
  }

  /** Returns the other roles that the policies of `roles` name exactly or that trust them by name, if their accounts were scanned. */
  async #mayBeAssumed(
    roles: GraphedRole[],
    visibility: Visibility,
  ): Promise<{ candidates: GraphedRole[]; isCutOff: boolean }> {
    const named = roles
      .flatMap(({ services }) => assumableRoleArns(services))
      .filter(arn => parseRoleArn(arn) && !/[*?$]/.test(arn));
    const trusting = await this.#o.trustingRoles.of(
      roles.map(({ arn }) => arn),
      visibility,
    );
    // The limitations name the roles of policies that do not fit, but cannot name the others.
    const ids = new Set([...trusting, ...named.map(arn => rowId('role', arn))]);
    for (const { id } of roles) ids.delete(id);
    return {
      candidates: await this.#roles(
        [...ids].slice(0, MOST_ASSUMED),
        roles,
        visibility,
      ),
      isCutOff: ids.size > MOST_ASSUMED,
    };
  }

  /** Returns the roles with these IDs that the caller may read, except the `known` ones. */
  async #roles(
    ids: string[],
    known: GraphedRole[],
    visibility: Visibility,
  ): Promise<GraphedRole[]> {
    const wanted = new Set(ids);
    for (const { id } of known) wanted.delete(id);
    if (wanted.size === 0) return [];
    const rows = await this.#o.store.rolesById([...wanted], visibility);
    const sets = await this.#o.reader.getMany([
      ...new Set(rows.map(row => row.policy_set)),
    ]);
    const chained = await chainedRolesOf(rows, this.#o.policySets);
    const now = new Date();
    const { of } = await this.#o.organizations.current();
    const controlsFor = organizationControls(of);
    const roles: GraphedRole[] = [];
    for (const { id, arn, name, account_id: accountId, policy_set } of rows) {
      const { effective } = await this.#o.evaluator.run('rolePermissions', {
        set: sets.get(policy_set) ?? { policies: [], layers: [] },
        now,
        organization: controlsFor(arn),
      });
      const { services, layers } = effective;
      roles.push({ ...chained.get(id)!, name, accountId, services, layers });
    }
    return roles;
  }
}

/** Merges both lists: a workload that has a ServiceAccount of the graph and also a node role appears once. */
function together(workloads: FleetWorkload[], onNodes: OnNodes[]) {
  const byId = new Map(onNodes.map(one => [one.id, one]));
  const ids = new Set(workloads.map(({ id }) => id));
  return [
    ...workloads.map(one => byId.get(one.id) ?? one),
    ...onNodes.filter(({ id }) => !ids.has(id)),
  ];
}

/** Checks that exactly one scope is given. @throws InputError */
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
