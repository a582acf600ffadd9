import {
  type Risk,
  type RoleUse,
  type RoleFacts,
  valueOf,
} from '@backstage-irsa/core/model';
import {
  unusedOf,
  riskOf,
  type Ownership,
  type RoleHolder,
  type RoleSubject,
} from '@backstage-irsa/core/findings';
import {
  policySetHash,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { giveWay } from '../../../lib/giveWay';
import { digestOf } from '../../../database/digest';
import type { PlacesOf } from '../../store/inventory/LocationStore';
import { writeRoleFacts } from '../../store/inventory/roleFacts';
import type { RowPage } from '../../store/inventory/PageStore';
import type { RoleRow } from '../../store/inventory/rows';
import type { StateChange } from '../../store/inventory/StateStore';
import type { NewRow } from '../../store/inventory/ScannedRows';
import { lastUseOf, toldUse } from './lastUse';
import { placesOfRole } from '../placing';
import { permissionPoliciesOf } from './permissionPoliciesOf';
import { servicesOfSet } from './PolicySetCollector';
import { PACKAGE_VERSION } from '../packageVersion';
import { createClaimTest } from './roleClaims';
import { roleRowId, rowOfRole } from './roleRow';
import type { RoleStores, RoleSurroundings } from './roleSurroundings';
import { unusedServicesOf, type UseReport } from './serviceUses';
import { takeRoleFindings } from './takeRoleFindings';

/** How many roles are assessed before other work gets a turn. */
const CHUNK = 10;

/** How many rows are collected before they are written: each commit costs as much as many rows. */
const BUFFER = 50;

/** A role with everything that its row and findings are derived from, except what its policies allow. */
interface Known {
  id: string;
  facts: RoleFacts;
  /** The facts as they are stored. */
  written: string;
  use: RoleUse;
  holders: RoleHolder[];
  hasUnknownHolders: boolean;
  /** The subjects that can become the holders; absent if this was not read for all holders. */
  indirectSubjects?: string[];
  unused: RoleSubject['unused'];
  ownership: Ownership;
  proofs: Date[];
  report?: UseReport;
  /** Equal digests mean the same row and the same findings. */
  digest: string;
}

/** A role to store. */
interface AssessedRole {
  row: NewRow<RoleRow>;
  subject: RoleSubject;
}

/** Creates the rows and findings of changed roles, a few roles at a time. */
export class RoleAssessor {
  readonly #around: RoleSurroundings;
  readonly #stores: RoleStores;
  /** A digest of what affects the assessment of all roles. */
  readonly #shared: string;
  readonly #isHolder;
  /** The names of the unread clusters whose ServiceAccounts possibly have roles without known holders. */
  readonly unreadClusters = new Set<string>();
  #pending: AssessedRole[] = [];

  constructor(around: RoleSurroundings, stores: RoleStores) {
    this.#around = around;
    this.#stores = stores;
    this.#isHolder = createClaimTest(around);
    const { accountId, at, config, context } = around;
    const { now: _now, ...rest } = context;
    this.#shared = digestOf([
      ...[PACKAGE_VERSION, at.slice(0, 10), accountId, rest],
      ...[config.rolePath, this.#requiredBoundaryArn],
    ]);
  }

  /** Checks whether a ServiceAccount has the role. */
  isHeld({ role }: RoleFacts): boolean {
    return this.#holdersOf(roleRowId(role.arn), role).length > 0;
  }

  async take(all: RoleFacts[]): Promise<void> {
    const kept: Known[] = [];
    const roles: Known[] = [];
    for (const [index, facts] of all.entries()) {
      const role = this.#known(facts);
      (this.#isKept(role) ? kept : roles).push(role);
      if (index % CHUNK === CHUNK - 1) await giveWay();
    }
    await this.#stores.roles.recordUses(kept.flatMap(lastUseOf));
    const sets = roles.map(({ facts }) => {
      const set = permissionPoliciesOf(facts);
      return { set, hash: policySetHash(set) };
    });
    const risks = await this.#stores.sets.collect(sets);
    for (const [index, role] of roles.entries()) {
      const { set, hash } = sets[index];
      const subject = this.#subjectOf(role, set, risks.get(hash) ?? []);
      const row = rowOfRole(subject, {
        ...{ policySet: hash, written: role.written, digest: role.digest },
        risk: riskOf(subject, this.#around.context),
      });
      this.#pending.push({ row, subject });
      if (index % CHUNK === CHUNK - 1) await giveWay();
    }
    if (this.#pending.length >= BUFFER) await this.flush();
    await giveWay();
  }

  /** Writes the collected rows and findings. Omits roles that Backstage has changed since the scan began. */
  async flush(): Promise<void> {
    const { scope, lease, at } = this.#around;
    const { pages, roles, rows, findings, sets } = this.#stores;
    const pending = this.#pending;
    this.#pending = [];
    const ids = pending.map(({ row }) => row.id);
    const changed = await roles.changedAfter(ids, at);
    const places: PlacesOf[] = [];
    const states: StateChange[] = [];
    const trusting: RowPage<RoleRow>['trusting'] = [];
    for (const [index, { row, subject }] of pending.entries()) {
      const { id: rowId, name, account_id: accountId } = row;
      if (changed.has(rowId)) {
        rows.see(rowId);
        findings.keepAbout(rowId);
        continue;
      }
      rows.take(row);
      trusting.push(row);
      const { holders } = subject;
      places.push({
        rowId,
        places: placesOfRole({ name, accountId }, holders, subject),
      });
      states.push({ rowId, state: row.unused });
      this.#find(subject);
      if (index % CHUNK === CHUNK - 1) await giveWay();
    }
    await pages.record({
      ...{ scope, lease, at, kind: 'role', places, states },
      ...{ rows, findings, sets, trusting },
    });
  }

  #find(subject: RoleSubject): void {
    const { context, uses } = this.#around;
    const report = uses.of(subject.facts.role.arn);
    takeRoleFindings(this.#stores.findings, subject, { context, report });
  }

  get #requiredBoundaryArn(): string | undefined {
    const { accountId, config } = this.#around;
    return config.guardrails.permissionsBoundaries[accountId];
  }

  /** Leaves the row and findings unchanged if they would be the same again. Returns whether it did so. */
  #isKept({ id, digest }: Known): boolean {
    const { rows, findings } = this.#stores;
    const isKept = rows.keep(id, digest);
    if (isKept) findings.keepAbout(id);
    return isKept;
  }

  /** Returns the ServiceAccounts that name the role, and either can assume it or have it on record. */
  #holdersOf(id: string, role: RoleFacts['role']): RoleHolder[] {
    return (this.#around.claimants.get(id) ?? [])
      .filter(claimant => this.#isHolder(role, claimant))
      .map(({ holder }) => holder);
  }

  #known(facts: RoleFacts): Known {
    const { accountId, context, index, ...around } = this.#around;
    const { role, lastUsedAt } = facts;
    const id = roleRowId(role.arn);
    const holders = this.#holdersOf(id, role);
    const proofs = holders.flatMap(({ id: of }) => around.proofs.get(of) ?? []);
    const report = valueOf(around.uses.of(role.arn));
    const use = this.#useOf(facts, holders);
    const unused = unusedOf({
      ...{ lastUsedAt, proofs, now: context.now },
      createdAt: role.createdAt,
      unusedAfterDays: context.unusedAfterDays,
    });
    const made = {
      written: writeRoleFacts(facts),
      use,
      holders,
      hasUnknownHolders: use === 'trust-only' && this.#mayBeHeld(role),
      ...this.#accessTo(holders),
      unused,
      ownership: index.role({
        accountId,
        tags: around.managedRoles.has(role.arn) ? role.tags : {},
        holders,
      }),
      proofs,
      ...(report && { report }),
    };
    const digest = digestOf([
      ...[this.#shared, made, toldUse(facts, { use, unused })],
    ]);
    return { id, facts, ...made, digest };
  }

  #subjectOf(
    { id, facts, holders, indirectSubjects, proofs, report, ...known }: Known,
    set: PolicySet,
    risks: Risk[],
  ): RoleSubject {
    const { accountId, config, context } = this.#around;
    const { role } = facts;
    const requiredBoundaryArn = this.#requiredBoundaryArn;
    return {
      kind: 'role',
      id,
      accountId,
      facts,
      use: known.use,
      holders,
      hasUnknownHolders: known.hasUnknownHolders,
      pods: podsOf(holders),
      ...(risks.length > 0 && indirectSubjects && { indirectSubjects }),
      risks,
      unused: known.unused,
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
      ...known.ownership,
    };
  }

  /** Returns the subjects that can become the holders; nothing if this was not read for all holders. */
  #accessTo(holders: RoleHolder[]): Pick<RoleSubject, 'indirectSubjects'> {
    const subjects = holders.map(this.#around.indirectSubjects);
    if (subjects.includes(undefined)) return {};
    const all = new Set(subjects.flatMap(names => names ?? []));
    return { indirectSubjects: [...all].sort() };
  }

  #mayBeHeld(role: RoleFacts['role']): boolean {
    const clusters = this.#around.unknownHolders(role);
    clusters.forEach(name => this.unreadClusters.add(name));
    return clusters.length > 0;
  }

  #useOf({ role }: RoleFacts, holders: RoleHolder[]): RoleUse {
    if (holders.length > 0) return 'service-account';
    return this.#around.nodeRoleArns.has(role.arn) ? 'node' : 'trust-only';
  }
}

/** Returns the number of running pods; null if the pods of one holder were not read. */
function podsOf(holders: RoleHolder[]): number | null {
  return holders.reduce<number | null>(
    (sum, { pods }) => (sum === null || pods === null ? null : sum + pods),
    0,
  );
}
