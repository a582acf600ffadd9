import { parseRoleArn } from '@backstage-irsa/core/arn';
import {
  type Risk,
  type RoleUse,
  type RoleFacts,
  found,
  valueOf,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../config/types';
import {
  assess,
  rowId,
  unusedOf,
  rankOf,
  riskOf,
  type GovernanceContext,
  type RoleHolder,
  type RoleSubject,
} from '@backstage-irsa/core/findings';
import {
  createIndirectSubjects,
  type IndirectSubjects,
} from '@backstage-irsa/core/rbac';
import type { CatalogIndex } from '@backstage-irsa/core/ownership';
import {
  policySetHash,
  policySetOf,
  withoutTrust,
  type PolicySet,
  trustedPrincipals,
} from '@backstage-irsa/core/permissions';
import { otherTool } from '@backstage-irsa/core/planning';
import { yieldTurn } from '../../database/batches';
import { digestOf } from '../../database/digest';
import type { FindingWriter } from '../store/inventory/FindingStore';
import { toList } from '../../database/lists';
import type { PlacesOf, LocationStore } from '../store/inventory/LocationStore';
import { writeRoleFacts } from '../store/inventory/roleFacts';
import type { RoleRow, ScopeRow } from '../store/inventory/rows';
import type { StateChange, StateStore } from '../store/inventory/StateStore';
import type { ScannedWriter } from '../store/inventory/ScannedRows';
import { placesOfRole } from './placing';
import type { ObservationCache } from './ObservationCache';
import { type PolicySetLearner, servicesOfSet } from './PolicySetLearner';
import { unusedServicesOf, type UseReport } from './serviceUses';

/** Roles assessed before others get their turn. */
const CHUNK = 10;

/** What is known beside the roles of an account. */
export interface RoleSurroundings {
  accountId: string;
  scope: string;
  at: string;
  config: IrsaConfig;
  context: GovernanceContext;
  index: CatalogIndex;
  /** By the id of the row of the role. */
  holders: Map<string, RoleHolder[]>;
  indirectSubjects: IndirectSubjects;
  nodeRoleArns: ReadonlySet<string>;
  /** What this product made or took over. The tags of others are what anyone who may tag roles in the account says. */
  managedRoleArns: ReadonlySet<string>;
  /** By IAM service account. */
  proofs: Map<string, Date[]>;
  /** Whether every cluster was scanned once: before that nobody knows that nobody has a role. */
  areHoldersKnown: boolean;
  /** By ARN. */
  uses: Pick<ObservationCache<UseReport>, 'of'>;
}

/** Where what was made of roles is stored. */
export interface RoleStores {
  rows: ScannedWriter<RoleRow>;
  findings: FindingWriter;
  sets: PolicySetLearner;
  places: LocationStore;
  states: StateStore;
}

/** The id of the row of a role. */
export function roleRowId(arn: string): string {
  return rowId('role', arn);
}

/** Who can become ServiceAccounts, by what clusters were last read to hold. */
export function indirectSubjectsOf(
  clusters: Pick<ScopeRow, 'facts'>[],
): IndirectSubjects {
  return createIndirectSubjects(
    clusters.flatMap(({ facts }) => (facts === null ? [] : JSON.parse(facts))),
  );
}

/** The policies of a role, no matter who may be it: roles with the same policies have the same set. */
export function permissionPoliciesOf(facts: RoleFacts): PolicySet {
  return withoutTrust(
    policySetOf({
      role: found(facts.role),
      attachedPolicies: found(facts.attachedPolicies),
      inlinePolicies: found(facts.inlinePolicies),
      permissionsBoundary: facts.permissionsBoundary,
    }),
  );
}

/** Makes rows and findings of roles, some at a time. */
export class RoleAssessor {
  readonly #around: RoleSurroundings;
  readonly #stores: RoleStores;

  constructor(around: RoleSurroundings, stores: RoleStores) {
    this.#around = around;
    this.#stores = stores;
  }

  async take(roles: RoleFacts[]): Promise<void> {
    const sets = roles.map(facts => {
      const set = permissionPoliciesOf(facts);
      return { set, hash: policySetHash(set) };
    });
    const risks = await this.#stores.sets.learn(sets);
    const places: PlacesOf[] = [];
    const states: StateChange[] = [];
    for (const [index, facts] of roles.entries()) {
      const { set, hash } = sets[index];
      const subject = this.#subjectOf(facts, set, risks.get(hash) ?? []);
      const row = this.#rowOf(subject, hash);
      if (await this.#stores.rows.take(row)) {
        places.push({
          rowId: row.id,
          places: placesOfRole(
            { name: row.name, accountId: row.account_id },
            subject.holders,
            subject,
          ),
        });
        states.push({ rowId: row.id, state: row.unused });
      }
      await this.#find(subject);
      if (index % CHUNK === CHUNK - 1) await yieldTurn();
    }
    const { scope, at } = this.#around;
    await this.#stores.places.replace(scope, 'role', places);
    await this.#stores.states.record('role', states, at);
    await yieldTurn();
  }

  async #find(subject: RoleSubject): Promise<void> {
    const { context, areHoldersKnown } = this.#around;
    if (subject.use === 'trust-only' && !areHoldersKnown) {
      this.#stores.findings.keepAbout(subject.id);
    } else {
      await this.#stores.findings.take(assess(subject, context));
    }
  }

  #subjectOf(facts: RoleFacts, set: PolicySet, risks: Risk[]): RoleSubject {
    const { accountId, config, context, index, ...around } = this.#around;
    const { role } = facts;
    const id = roleRowId(role.arn);
    const holders = around.holders.get(id) ?? [];
    const proofs = holders.flatMap(({ id: of }) => around.proofs.get(of) ?? []);
    const report = valueOf(around.uses.of(role.arn));
    const requiredBoundaryArn =
      config.guardrails.permissionsBoundaries[accountId];
    return {
      kind: 'role',
      id,
      accountId,
      facts,
      use: this.#useOf(facts, holders),
      holders,
      pods: holders.reduce((sum, { pods }) => sum + pods, 0),
      ...(risks.length > 0 && this.#accessTo(holders)),
      risks,
      unused: unusedOf({
        lastUsedAt: facts.lastUsedAt,
        createdAt: role.createdAt,
        proofs,
        now: context.now,
        unusedAfterDays: context.unusedAfterDays,
      }),
      isUnderRolePath: role.path.startsWith(config.rolePath),
      ...(requiredBoundaryArn !== undefined && { requiredBoundaryArn }),
      ...(report && {
        unusedServices: unusedServicesOf(report, {
          createdAt: role.createdAt,
          granted: servicesOfSet(set),
          proofs,
          unusedAfterDays: context.unusedAfterDays,
        }),
      }),
      ...index.role({
        accountId,
        tags: around.managedRoleArns.has(role.arn) ? role.tags : {},
        holders,
      }),
    };
  }

  /** Who else can become the holders; nothing where that was not read of all of them. */
  #accessTo(holders: RoleHolder[]): Pick<RoleSubject, 'indirectSubjects'> {
    const subjects = holders.map(this.#around.indirectSubjects);
    return subjects.includes(undefined)
      ? {}
      : {
          indirectSubjects: [
            ...new Set(subjects.flatMap(names => names ?? [])),
          ].sort(),
        };
  }

  #useOf({ role }: RoleFacts, holders: RoleHolder[]): RoleUse {
    if (holders.length > 0) return 'service-account';
    return this.#around.nodeRoleArns.has(role.arn) ? 'node' : 'trust-only';
  }

  #rowOf(subject: RoleSubject, policySet: string) {
    const { facts, holders } = subject;
    const { role } = facts;
    const risk = riskOf(subject, this.#around.context);
    const managedBy = otherTool(role.tags);
    const row = {
      id: subject.id,
      arn: role.arn,
      name: role.name,
      account_id: parseRoleArn(role.arn)?.accountId ?? subject.accountId,
      use: subject.use,
      service_accounts: holders.length,
      clusters: toList(
        [...new Set(holders.map(({ cluster }) => cluster))].sort(),
      ),
      last_used_at: facts.lastUsedAt ?? null,
      unused: subject.unused,
      boundary_arn: role.permissionsBoundaryArn ?? null,
      risk: risk === undefined ? -1 : rankOf(risk),
      policy_set: policySet,
      trusted: JSON.stringify(trustedPrincipals(role.trust.text)),
      created_at: role.createdAt,
      managing_tool: managedBy?.tool ?? null,
      managed_by: managedBy ? JSON.stringify(managedBy) : null,
      facts: writeRoleFacts(facts),
      entity_ref: subject.entityRef,
      owners: toList(subject.owners),
    };
    return {
      ...row,
      digest: digestOf([row, holders.map(({ pods: _, ...holder }) => holder)]),
    };
  }
}
