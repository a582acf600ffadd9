import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import {
  type IamServiceAccount,
  type Verification,
  type RoleFacts,
  unknown,
  valueOf,
  type Observed,
} from '@backstage-irsa/core/model';
import type { ClusterReader } from '../../observe/aws/ClusterReader';
import type { IrsaConfig } from '../../config/types';
import {
  assess,
  type GovernanceContext,
  type Ownership,
} from '@backstage-irsa/core/findings';
import { createCatalogIndex } from '@backstage-irsa/core/ownership';
import { createIndirectSubjects } from '@backstage-irsa/core/rbac';
import { fromList } from '../../database/lists';
import type { KnownFinding } from '../store/inventory/FindingStore';
import { answeredChecks, isUnanswered } from './answeredFindings';
import { governanceContext } from './governanceContext';
import { placeOfServiceAccount } from './placing';
import { PolicySetCollector } from './accounts/PolicySetCollector';
import { RoleAssessor } from './accounts/RoleAssessor';
import { roleRowId } from './accounts/roleRow';
import { roleFactsOf } from './accounts/roleFactsOf';
import {
  createUnknownHolders,
  readUnreadClusters,
} from './accounts/unknownHolders';
import { accountScope, clusterScope } from './scopes';
import {
  isOfReportOnly,
  partsOfServiceAccount,
  unreadTest,
} from './unreadFindings';
import { SetEvaluation } from './SetEvaluation';
import type { ScanStores } from './types';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';

interface Options {
  clusters: ClusterReader;
  config: IrsaConfig;
  evaluator: Pick<Evaluator, 'run'>;
  logger: LoggerService;
  stores: ScanStores;
}

/** Updates the fleet right after a change by Backstage: holders of the role, its permissions, and findings. Scans update everything else. */
export class FleetUpdates {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Stores what a verification found right after a change. */
  async written(
    id: string,
    observed: Observed,
    verification: Verification,
  ): Promise<void> {
    const { retired } = this.#o.stores;
    const scope = clusterScope(observed.ref.cluster);
    await this.#bring(id, () =>
      retired.whileThere(scope, () => this.#write(id, observed, verification)),
    );
  }

  /** Removes a deleted IAM service account and its deleted roles. Updates roles that others still have. */
  async removed(
    account: Pick<IamServiceAccount, 'id' | 'cluster'>,
    roles: { deleted: string[]; kept: string[] },
  ): Promise<void> {
    await this.#bring(account.id, () => this.#remove(account, roles));
  }

  /** Runs an update of the fleet. A failure is only logged: the change itself is done, and a later scan updates the fleet. */
  async #bring(id: string, bring: () => Promise<unknown>): Promise<void> {
    if (!this.#o.config.scans.enabled) return;
    try {
      await bring();
    } catch (error) {
      this.#o.logger.warn(
        `The fleet does not show the change of ${id} before the next scan: ${error}`,
      );
    }
  }

  async #write(
    id: string,
    observed: Observed,
    verification: Verification,
  ): Promise<void> {
    const { stores } = this.#o;
    const at = observed.at;
    const scope = clusterScope(observed.ref.cluster);
    const recorded = await stores.serviceAccounts.place(id, {
      scope,
      pods: valueOf(observed.pods)?.length ?? null,
    });
    if (!recorded) return;
    const { role_arn: roleArn } = recorded;
    const accountId = parseRoleArn(roleArn ?? '')?.accountId;
    const ownership: Ownership = {
      entityRef: recorded.entity_ref,
      owners: recorded.owner === null ? [] : [recorded.owner],
    };
    const place = placeOfServiceAccount(
      observed,
      { recorded, roleArn },
      ownership,
    );
    await stores.places.replace(scope, 'service-account', [
      { rowId: id, places: [place] },
    ]);
    await stores.states.record(
      'service-account',
      [{ rowId: id, state: verification.status }],
      at,
    );
    const context = await this.#context();
    const findings = await stores.findings.begin(scope, at, [id]);
    findings.take(
      assess(
        {
          ...{ kind: 'service-account', id, observed, verification },
          known: {
            serviceAccountUid: recorded.service_account_uid,
            namespaceUid: recorded.namespace_uid,
          },
          ...ownership,
        },
        context,
      ),
    );
    findings.keepAbout(id, unreadTest(partsOfServiceAccount(observed)));
    findings.keepAbout(id, isOfReportOnly);
    const answered = answeredChecks(verification);
    await findings.finish(finding => isUnanswered(finding, answered));
    const facts = roleFactsOf(observed);
    if (facts) await this.#takeRole(facts, context, at);
    await stores.scopes.noteWrite(
      [scope, ...(accountId ? [accountScope(accountId)] : [])],
      at,
    );
  }

  async #remove(
    { id, cluster }: Pick<IamServiceAccount, 'id' | 'cluster'>,
    roles: { deleted: string[]; kept: string[] },
  ): Promise<void> {
    const { stores } = this.#o;
    const at = new Date().toISOString();
    const scopes = [clusterScope(cluster)];
    await stores.places.forget('service-account', [id]);
    await stores.states.record(
      'service-account',
      [{ rowId: id, state: null }],
      at,
    );
    await (
      await stores.findings.begin(scopes[0], at, [id])
    ).finish(() => false);
    for (const arn of roles.deleted) {
      const scope = accountScope(parseRoleArn(arn)?.accountId ?? '');
      const rowId = roleRowId(arn);
      scopes.push(scope);
      await stores.roles.noteChange(rowId, at);
      await stores.roles.rows.markGone(rowId, at);
      await stores.states.record('role', [{ rowId, state: null }], at);
      await (
        await stores.findings.begin(scope, at, [rowId])
      ).finish(() => false);
    }
    const context = await this.#context();
    for await (const page of stores.roles.byId(roles.kept.map(roleRowId))) {
      for (const { facts } of page) await this.#takeRole(facts, context, at);
    }
    await stores.scopes.noteWrite(scopes, at);
  }

  #context(): Promise<GovernanceContext> {
    const { clusters, config } = this.#o;
    return governanceContext(config, clusters, new Date());
  }

  /** Stores a role and its findings. Skips accounts that are not scanned: they have no roles in the fleet. */
  async #takeRole(
    facts: RoleFacts,
    context: GovernanceContext,
    at: string,
  ): Promise<void> {
    const { config, stores } = this.#o;
    const accountId = parseRoleArn(facts.role.arn)?.accountId ?? '';
    if (!config.accounts?.includes(accountId)) return;
    await stores.retired.whileThere(accountScope(accountId), () =>
      this.#assessRole(accountId, { facts, context, at }),
    );
  }

  async #assessRole(
    accountId: string,
    {
      facts,
      context,
      at,
    }: { facts: RoleFacts; context: GovernanceContext; at: string },
  ): Promise<void> {
    const { config, stores } = this.#o;
    const { arn } = facts.role;
    const id = roleRowId(arn);
    const scope = accountScope(accountId);
    // A scan that is running keeps a known role from now on, and a new one once it is stored.
    await stores.roles.noteChange(id, at);
    const stored = await stores.holders.of(arn);
    const claimants = stored.map(
      ({ owners, roleArns: _, roleRowId: had, association, ...holder }) => ({
        holder: { ...holder, owners: fromList(owners) },
        ...{ association, roleRowId: had },
      }),
    );
    const proofs = await stores.proofs.madeForEach(
      stored.map(({ id: of }) => of),
    );
    const clusters = await stores.scopes.clusterFacts(
      stored.map(({ cluster }) => cluster),
    );
    const recordedFor = await stores.managed.recordedFor(arn);
    const rows = await stores.roles.rows.begin(scope, at, [id]);
    const findings = await stores.findings.begin(scope, at, [id]);
    const sets = new PolicySetCollector(
      stores.sets,
      await SetEvaluation.at(this.#o.evaluator, context.now),
    );
    const assessor = new RoleAssessor(
      {
        ...{ accountId, scope, at, config, context, proofs },
        index: createCatalogIndex([], {
          rules: config.namespaceRules,
          clusters: config.clusters,
        }),
        claimants: new Map([[id, claimants]]),
        clusters,
        indirectSubjects: createIndirectSubjects(clusters),
        nodeRoleArns: new Set(await stores.nodeRoles.arnsOf(accountId)),
        managedRoles: new Map([[arn, recordedFor]]),
        uses: {
          of: () => unknown(`No last-accessed report of ${arn} was requested.`),
        },
        unknownHolders: createUnknownHolders(
          await readUnreadClusters(config, stores.scopes),
          context,
        ),
      },
      { ...stores, rows, findings, sets },
    );
    await assessor.take([facts]);
    await assessor.flush();
    await stores.roles.noteChange(id, at);
    // Only a scan knows the systems of several holders.
    if (claimants.length > 1) findings.keepAbout(id, isOfSharedRole);
    await findings.finish(() => false);
  }
}

function isOfSharedRole({ check_id: check }: KnownFinding): boolean {
  return check === 'shared-role';
}
