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
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import { findIndirectAccess } from '@backstage-irsa/core/rbac';
import type { NodeRoleAssessment } from '@backstage-irsa/core/nodeRoles';
import {
  assumableRoleArns,
  organizationControls,
  type RolePermissions,
  trustSentences,
} from '@backstage-irsa/core/permissions';
import type { FleetStore } from './store/FleetStore';
import type { PolicySetReader } from '../permissions/PolicySetReader';
import type { ScopeReader } from './store/ScopeReader';
import type { Visibility } from '../authorization/visibility';
import type { FleetReaders } from './FleetReaders';

const MOST_HOLDERS = 100;
const MOST_BECOMERS = 100;
const MOST_WORKLOADS = 200;
const MOST_FINDINGS = 500;

interface Options {
  evaluator: Evaluator;
  organizations: OrganizationReader;
  readers: FleetReaders;
  policySets: PolicySetReader;
  scopes: ScopeReader;
  store: FleetStore;
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
      set: await this.#o.policySets.get(row.policy_set),
      now: new Date(),
      organization: organizationControls(of)(row.arn),
    });
    return {
      role: item,
      trust: trustSentences(read.trust.text, namesByIssuer(clusters)),
      policies: effective.policies,
      namedBy: await this.#o.store.namesOf(row, visibility, MOST_HOLDERS),
      blastRadius: blastRadius(effective, holders, clusters),
      findings: await this.#findings('role', id, visibility),
    };
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
      assessment.dependantIds,
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
): BlastRadius {
  return {
    services,
    risks,
    assumableRoles: assumableRoleArns(services),
    serviceAccounts: holders,
    indirectAccess: findAllIndirectAccess(holders, clusters).slice(
      0,
      MOST_BECOMERS,
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
