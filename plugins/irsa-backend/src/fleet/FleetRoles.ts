import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  type IndirectAccess,
  type BlastRadius,
  type Finding,
  type FleetRoleDetail,
  type FleetServiceAccount,
  type NodeRoleDetail,
  type SubjectKind,
  type ClusterFacts,
  type RoleFacts,
  valueOf,
} from '@backstage-irsa/core/model';
import { canAssume } from '@backstage-irsa/core/accessGraph';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import { findIndirectAccess } from '@backstage-irsa/core/rbac';
import type { NodeRoleAssessment } from '@backstage-irsa/core/nodeRoles';
import {
  assumableRoleArns,
  type ControlsFor,
  organizationControls,
  type RolePermissions,
  trustSentences,
} from '@backstage-irsa/core/permissions';
import type { FleetStore } from './store/FleetStore';
import type { PolicySetReader } from '../permissions/PolicySetReader';
import type { PolicySets } from '../permissions/PolicySets';
import { chainedRolesOf } from './accessGraph/roleChains';
import type { RoleRow } from './store/inventory/rows';
import type { TrustingRoleStore } from './store/TrustingRoleStore';
import type { ScopeReader } from './store/ScopeReader';
import type { Visibility } from '../authorization/visibility';
import type { FleetReaders } from './FleetReaders';

const MOST_HOLDERS = 100;
const MOST_INDIRECT = 100;
const MOST_WORKLOADS = 200;
const MOST_FINDINGS = 500;

interface Options {
  evaluator: Evaluator;
  organizations: OrganizationReader;
  readers: FleetReaders;
  policySets: PolicySets;
  reader: PolicySetReader;
  scopes: ScopeReader;
  store: FleetStore;
  trustingRoles: TrustingRoleStore;
}

/** Reads all details of one role or node role. */
export class FleetRoles {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Returns one role. @throws NotAllowedError; NotFoundError - if it does not exist or is hidden from the caller. */
  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<FleetRoleDetail> {
    const visibility = await this.#o.readers.visibility(credentials);
    const found = await this.#o.store.role(id, visibility);
    if (!found) throw new NotFoundError(`Role ${id} not found.`);
    const { row, item } = found;
    const { role: read }: RoleFacts = JSON.parse(row.facts);
    const holders = await this.#o.store.holdersOf(id, visibility, MOST_HOLDERS);
    const clusters = await this.#o.scopes.clusterFacts([
      ...new Set([...(item.clusters ?? []), ...holders.map(at => at.cluster)]),
    ]);
    const { of } = await this.#o.organizations.current();
    const { effective } = await this.#o.evaluator.run('rolePermissions', {
      set: await this.#o.reader.get(row.policy_set),
      now: new Date(),
      organization: organizationControls(of)(row.arn),
    });
    return {
      role: item,
      trust: trustSentences(read.trust.text, namesByIssuer(clusters)),
      policies: effective.policies,
      namedBy: await this.#o.store.namesOf(row, visibility, MOST_HOLDERS),
      blastRadius: {
        ...blastRadius(effective, holders, clusters),
        assumableRoles: [
          ...new Set([
            ...assumableRoleArns(effective.services),
            ...(await this.#trusting(
              row,
              visibility,
              organizationControls(of),
            )),
          ]),
        ].sort(),
      },
      findings: await this.#findings('role', id, visibility),
    };
  }

  /** Returns the ARNs of the visible roles that name the role in their trust policies and that it can assume. In its account, it needs no policy. */
  async #trusting(
    row: RoleRow,
    visibility: Visibility,
    controlsFor: ControlsFor,
  ): Promise<string[]> {
    const { policySets, store, trustingRoles } = this.#o;
    const ids = await trustingRoles.of([row.arn], visibility);
    const others = await store.rolesById(ids, visibility);
    const roles = await chainedRolesOf([row, ...others], policySets);
    const from = roles.get(row.id)!;
    const now = new Date();
    return [...roles.values()]
      .filter(to => canAssume(from, to, { controlsFor, now }) === 'yes')
      .map(({ arn }) => arn);
  }

  /** Like `get`, but for a node role. */
  async getNodeRole(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<NodeRoleDetail> {
    const visibility = await this.#o.readers.visibility(credentials);
    const found = await this.#o.store.nodeRole(id, visibility);
    if (!found) throw new NotFoundError(`Node role ${id} not found.`);
    const assessment: NodeRoleAssessment = JSON.parse(found.row.detail);
    const workloads = await this.#o.store.workloadsById(
      assessment.dependentIds,
      visibility,
      MOST_WORKLOADS,
    );
    return {
      nodeRole: found.item,
      hopLimitReason: assessment.hopLimitReason,
      needed: assessment.policies.flatMap(({ needed, name }) =>
        needed ? [name] : [],
      ),
      dependentWorkloads: workloads,
      plan: assessment.plan,
      findings: await this.#findings('node-role', id, visibility),
    };
  }

  async #findings(
    subjectKind: SubjectKind,
    subjectId: string,
    visibility: Visibility,
  ): Promise<Finding[]> {
    const { items } = await this.#o.store.findings(
      {
        filter: { subjectKind: [subjectKind], subjectId },
        limit: MOST_FINDINGS,
      },
      visibility,
    );
    return items;
  }
}

function blastRadius(
  { services, risks }: RolePermissions['effective'],
  holders: FleetServiceAccount[],
  clusters: Map<string, ClusterFacts>,
): Omit<BlastRadius, 'assumableRoles'> {
  return {
    services,
    risks,
    serviceAccounts: holders,
    indirectAccess: findAllIndirectAccess(holders, clusters).slice(
      0,
      MOST_INDIRECT,
    ),
  };
}

/** Finds the indirect access to all of these IAM service accounts. Lists the same subject with the same method once. */
function findAllIndirectAccess(
  holders: FleetServiceAccount[],
  clusters: Map<string, ClusterFacts>,
): IndirectAccess[] {
  const all = holders.flatMap(holder => {
    const facts = clusters.get(holder.cluster);
    return facts ? findIndirectAccess(facts, holder) : [];
  });
  return [...new Map(all.map(one => [JSON.stringify(one), one])).values()];
}

function namesByIssuer(
  clusters: Map<string, ClusterFacts>,
): Record<string, string> {
  return Object.fromEntries(
    [...clusters].flatMap(([name, { cluster }]) => {
      const issuer = valueOf(cluster)?.issuer.replace(/^https:\/\//, '');
      return issuer === undefined ? [] : [[issuer, name]];
    }),
  );
}
