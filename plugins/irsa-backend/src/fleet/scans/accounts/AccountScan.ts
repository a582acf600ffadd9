import type { IAMClient } from '@aws-sdk/client-iam';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { AccountQuotas } from '../../../observe/aws/AccountQuotas';
import type { AwsClients } from '../../../observe/aws/AwsClients';
import type { ClusterReader } from '../../../observe/aws/ClusterReader';
import type { IrsaConfig } from '../../../config/types';
import { rowId, type GovernanceContext } from '@backstage-irsa/core/findings';
import { createIndirectSubjects } from '@backstage-irsa/core/rbac';
import {
  type AccountFacts,
  type RoleFacts,
  valueOf,
} from '@backstage-irsa/core/model';
import { AccountReader } from '../../../observe/bulk/AccountReader';
import { trustsEks } from '../../../observe/bulk/principals';
import { readIssuers } from '../../../observe/readIssuers';
import { readAws } from '../../../observe/read';
import type { FindingWriter } from '../../store/inventory/FindingStore';
import type { RoleRow } from '../../store/inventory/rows';
import type { ScannedWriter } from '../../store/inventory/ScannedRows';
import type { CatalogReader } from '../CatalogReader';
import { governanceContext } from '../governanceContext';
import { PolicySetCollector } from './PolicySetCollector';
import { readClaimants } from './roleClaims';
import { PrincipalWriter } from './PrincipalWriter';
import { RoleAssessor } from './RoleAssessor';
import { roleRowId } from './roleRow';
import { accountPlace, accountScope } from '../scopes';
import { beginUses, storedUses, type KnownUses } from './serviceUses';
import { required, unreadOf } from '../ScanFailure';
import { SetEvaluation } from '../SetEvaluation';
import type { Evaluator } from '../../../permissions/evaluator/Evaluator';
import { readSome, type SomeOfAccount } from './readSome';
import {
  createUnknownHolders,
  readUnreadClusters,
  unknownHoldersReason,
  type UnreadClusters,
} from './unknownHolders';
import { writeOidcProvider } from './writeOidcProvider';
import type { ScanOutcome, ScanRun, ScanStores } from '../types';

interface Options {
  aws: AwsClients;
  clusters: ClusterReader;
  quotas: AccountQuotas;
  catalog: CatalogReader;
  config: IrsaConfig;
  evaluator: Pick<Evaluator, 'run'>;
  stores: ScanStores;
}

/** The parts of one scan. */
interface Job {
  scope: string;
  at: string;
  rows: ScannedWriter<RoleRow>;
  findings: FindingWriter;
  context: GovernanceContext;
  assessor: RoleAssessor;
  otherSets: PolicySetCollector;
  /** The ARNs of the roles that ServiceAccounts name, and of the node roles. */
  named: ReadonlySet<string>;
  /** Checks whether a role trusts EKS, or a ServiceAccount or node has it. A ServiceAccount that only names the role does not count. */
  isOfPods: (facts: RoleFacts) => boolean;
  finishUses: KnownUses['finish'];
  clusters: UnreadClusters;
}

/** The maximum number of IDs in one SQL statement. For more IDs, all rows are read. */
const MOST_IDS = 5_000;

/** The data to process: some stored roles (ARNs by ID) with other subjects of findings (by ID), or everything that IAM returns. */
type Looked =
  | { only: ReadonlyMap<string, string>; others?: string[] }
  | (Omit<ScanRun, 'now'> & { iam: IAMClient });

/** Scans accounts: roles, users, policies, and OIDC providers. Uses bulk reads of IAM. */
export class AccountScan {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Reads the whole account and stores what has changed. @throws ScanFailure - if IAM does not return its roles */
  async run(
    accountId: string,
    { now, ...scan }: ScanRun,
  ): Promise<ScanOutcome> {
    const { aws, clusters, config, stores } = this.#o;
    const place = accountPlace(accountId, config.clusters);
    const iam = aws.iam(accountId, place.region);
    const reader = new AccountReader(iam, ` in account ${accountId}`);
    const job = await this.#begin(accountId, now, { iam, ...scan });
    const principalRows = await stores.principals.rows.begin(job.scope, job.at);
    const others = new PrincipalWriter(principalRows, job.otherSets);
    const read = await reader.readPrincipals({
      isNamed: arn => job.named.has(arn),
      take: async some => {
        await job.assessor.take(some.roles.filter(job.isOfPods));
        await others.take({
          users: some.users,
          otherRoles: [
            ...some.otherRoles,
            ...some.roles.filter(facts => !job.isOfPods(facts)),
          ],
        });
      },
      signal: scan.signal,
    });
    const profiles = required(read, `Account ${accountId}`);
    const providers = await reader.providers();
    // What follows marks everything as deleted that was not found.
    await stores.scopes.hold(scan.lease);
    await stores.instanceProfiles.record(job.scope, profiles, job.at);
    await principalRows.finish();
    const providerRows = await stores.providers.rows.begin(job.scope, job.at);
    if (providers.state === 'found') {
      for (const facts of providers.value) {
        await writeOidcProvider(facts, job, providerRows, stores.places);
      }
      await providerRows.finish();
    }
    await this.#finishRoles(job, await stores.roles.settling(accountId, now));
    await job.findings.finish(
      ({ subject_kind: kind }) =>
        kind === 'oidc-provider' && providers.state !== 'found',
    );
    const quotas = await readAws('iam:GetAccountSummary', () =>
      this.#o.quotas.of(accountId, place),
    );
    const { roleArns, refused } = await job.finishUses();
    const reported = new Map(roleArns.map(arn => [roleRowId(arn), arn]));
    if (reported.size > 0) {
      await this.reassess(accountId, reported, new Date());
    }
    const used = valueOf(quotas)?.roles;
    const areRead = providers.state === 'found';
    const roles = job.rows.count;
    const facts: AccountFacts = {
      accountId,
      partition: place.partition,
      oidcProvidersRead: areRead,
      ...(used && { quotas: { rolesUsed: used.used, rolesMost: used.most } }),
    };
    const issuers = await readIssuers(clusters, config.clusters);
    const part = [providers, quotas, refused, issuers].find(
      one => one?.state === 'unknown',
    );
    const unread = part
      ? unreadOf(part, `Account ${accountId}`)
      : unknownHoldersReason(job.assessor.unreadClusters, job.clusters);
    return {
      facts,
      counts: { roles, ...(areRead && { providers: providerRows.count }) },
      written: [job.rows, principalRows, providerRows, job.findings].reduce(
        (sum, { written }) => sum + written,
        0,
      ),
      ...(unread && { unread }),
    };
  }

  /** Recreates the rows and findings of an account's roles (ARNs by ID) from stored data, because their holders or their use have changed. */
  async reassess(
    accountId: string,
    only: ReadonlyMap<string, string>,
    at: Date,
  ): Promise<void> {
    const { stores } = this.#o;
    const job = await this.#begin(accountId, at, { only });
    const touched = new Set<string>();
    for await (const roles of stores.roles.byId([...only.keys()])) {
      roles.forEach(({ id }) => touched.add(id));
      await job.assessor.take(roles.map(({ facts }) => facts));
    }
    await job.assessor.flush();
    await job.findings.finish(({ subject_id: id }) => !touched.has(id));
  }

  /**
   * Reads some roles and OIDC providers individually, and stores their current state. Returns the ARNs of the roles, including deleted ones.
   *
   * @throws ScanFailure - if IAM does not return one of them
   */
  async refresh(
    accountId: string,
    some: SomeOfAccount,
    now: Date,
  ): Promise<string[]> {
    const { aws, config, stores } = this.#o;
    const { region } = accountPlace(accountId, config.clusters);
    const read = await readSome(aws.iam(accountId, region), accountId, some);
    const only = await stores.roles.named(accountId, some.roles);
    for (const { role } of read.roles) only.set(roleRowId(role.arn), role.arn);
    const others = some.providers.map(arn => rowId('oidc-provider', arn));
    const job = await this.#begin(accountId, now, { only, others });
    const { scope, at, isOfPods } = job;
    const principalRows = await stores.principals.rows.begin(scope, at, [
      ...only.keys(),
    ]);
    await job.assessor.take(read.roles.filter(isOfPods));
    await new PrincipalWriter(principalRows, job.otherSets).take({
      users: [],
      otherRoles: read.roles.filter(facts => !isOfPods(facts)),
    });
    await principalRows.finish();
    const providerRows = await stores.providers.rows.begin(scope, at, others);
    for (const facts of read.providers) {
      await writeOidcProvider(facts, job, providerRows, stores.places);
    }
    await providerRows.finish();
    await this.#finishRoles(job);
    await job.findings.finish(() => false);
    return [...only.values()];
  }

  /** Marks the roles that were not found as deleted, except `late` ones, which an incomplete list can lack. */
  async #finishRoles(
    { assessor, findings, rows, at }: Job,
    late?: ReadonlySet<string>,
  ): Promise<void> {
    await assessor.flush();
    late?.forEach(id => rows.has(id) || findings.keepAbout(id));
    const gone = await rows.finish(late);
    await this.#o.stores.states.record(
      'role',
      gone.map(id => ({ rowId: id, state: null })),
      at,
    );
  }

  async #begin(accountId: string, now: Date, look: Looked): Promise<Job> {
    const { config, stores } = this.#o;
    const scope = accountScope(accountId);
    const at = now.toISOString();
    const only = 'only' in look ? look.only : undefined;
    const ids = only && only.size <= MOST_IDS ? [...only.keys()] : undefined;
    const [rows, findings, index, context, unread] = await Promise.all([
      stores.roles.rows.begin(scope, at, ids),
      stores.findings.begin(
        scope,
        at,
        ids && 'others' in look ? [...ids, ...(look.others ?? [])] : ids,
      ),
      this.#o.catalog.index('isRequested' in look && look.isRequested),
      governanceContext(config, this.#o.clusters, now),
      readUnreadClusters(config, stores.scopes),
    ]);
    const { claimants, arns } = await readClaimants(
      stores.holders,
      index,
      only ? { roleArns: [...only.values()] } : { accountId },
    );
    const all = [...claimants.values()].flat().map(({ holder }) => holder);
    const clusters = await stores.scopes.clusterFacts([
      ...new Set(all.map(({ cluster }) => cluster)),
    ]);
    const nodeRoleArns = new Set(await stores.nodeRoles.arnsOf(accountId));
    const readings = { store: stores.readings, scope, at };
    const roleArns = [...arns].filter(
      arn => parseRoleArn(arn)?.accountId === accountId,
    );
    const { uses, finish: finishUses } = await ('only' in look
      ? storedUses(readings)
      : beginUses({ ...readings, ...look, roleArns }));
    const risks = await SetEvaluation.at(this.#o.evaluator, context.now);
    const setsOfRows = () => new PolicySetCollector(stores.sets, risks);
    const assessor = new RoleAssessor(
      {
        accountId,
        scope,
        ...('lease' in look && { lease: look.lease }),
        at,
        config,
        context,
        index,
        claimants,
        clusters,
        indirectSubjects: createIndirectSubjects(clusters),
        nodeRoleArns,
        managedRoles: await stores.managed.rolesOfAccount(accountId),
        proofs: await stores.proofs.madeForEach(all.map(({ id }) => id)),
        uses,
        unknownHolders: createUnknownHolders(unread, context),
      },
      { ...stores, rows, findings, sets: setsOfRows() },
    );
    return {
      ...{ scope, at, rows, findings, context },
      ...{ assessor, otherSets: setsOfRows(), finishUses, clusters: unread },
      named: new Set([...arns, ...nodeRoleArns]),
      isOfPods: facts =>
        trustsEks(facts.role.trust.text) ||
        nodeRoleArns.has(facts.role.arn) ||
        assessor.isHeld(facts),
    };
  }
}
