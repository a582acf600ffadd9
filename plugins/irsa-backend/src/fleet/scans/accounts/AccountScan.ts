import type { IAMClient } from '@aws-sdk/client-iam';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
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
import { readAws } from '../../../observe/read';
import type {
  FindingWriter,
  KnownFinding,
} from '../../store/inventory/FindingStore';
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
import { readSome, type SomeOfAccount } from './readSome';
import { writeOidcProvider } from './writeOidcProvider';
import type { ScanOutcome, ScanRun, ScanStores } from '../types';

interface Options {
  aws: AwsClients;
  clusters: ClusterReader;
  quotas: AccountQuotas;
  catalog: CatalogReader;
  config: IrsaConfig;
  stores: ScanStores;
}

/** What one scan has at hand. */
interface Job {
  scope: string;
  at: string;
  rows: ScannedWriter<RoleRow>;
  findings: FindingWriter;
  context: GovernanceContext;
  assessor: RoleAssessor;
  sets: PolicySetCollector;
  /** The ARNs of roles that ServiceAccounts name, and of those of nodes. */
  named: ReadonlySet<string>;
  /** Whether a role trusts EKS, or a ServiceAccount or a node has it. That somebody names it is not enough. */
  isOfPods: (facts: RoleFacts) => boolean;
  finishUses: KnownUses['finish'];
}

/** Ids that one statement may name: of more, all are read. */
const MOST_IDS = 5_000;

/** At some roles, by ids with their ARNs, and other subjects of findings by their ids, or at all as IAM tells them. */
type Looked =
  | { only: ReadonlyMap<string, string>; others?: string[] }
  | { iam: IAMClient; signal?: AbortSignal; isRequested: boolean };

/** Scans accounts: roles, users, policies and OIDC providers, by bulk reads of IAM. */
export class AccountScan {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Reads the account as a whole, and stores what has changed. @throws ScanFailure - when IAM does not tell its roles */
  async run(
    accountId: string,
    { now, signal, isRequested }: ScanRun,
  ): Promise<ScanOutcome> {
    const { aws, stores } = this.#o;
    const place = accountPlace(accountId, this.#o.config.clusters);
    const iam = aws.iam(accountId, place.region);
    const reader = new AccountReader(iam, ` in account ${accountId}`);
    const look = { iam, signal, isRequested };
    const job = await this.#begin(accountId, now, look);
    const principalRows = await stores.principals.rows.begin(job.scope, job.at);
    const others = new PrincipalWriter(principalRows, job.sets);
    const roles = await reader.readPrincipals({
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
      signal,
    });
    required(roles, `Account ${accountId}`);
    await principalRows.finish();
    const providers = await reader.providers();
    const providerRows = await stores.providers.rows.begin(job.scope, job.at);
    if (providers.state === 'found') {
      for (const facts of providers.value) {
        await writeOidcProvider(facts, job, providerRows, stores.places);
      }
      await providerRows.finish();
    }
    await this.#finishRoles(job);
    await job.findings.finish(
      ({ subject_kind: kind }: KnownFinding) =>
        kind === 'oidc-provider' && providers.state !== 'found',
    );
    const quotas = await readAws('iam:GetAccountSummary', () =>
      this.#o.quotas.of(accountId, place),
    );
    const { roleArns, refused } = await job.finishUses();
    const reported = new Map(roleArns.map(arn => [roleRowId(arn), arn]));
    if (reported.size > 0) await this.reassess(accountId, reported, now);
    const used = valueOf(quotas)?.roles;
    const facts: AccountFacts = {
      accountId,
      partition: place.partition,
      ...(used && { quotas: { rolesUsed: used.used, rolesMost: used.most } }),
    };
    const unread = [providers, quotas, refused].find(
      part => part?.state === 'unknown',
    );
    return {
      facts,
      counts: { roles: job.rows.count, providers: providerRows.count },
      written: [job.rows, principalRows, providerRows, job.findings].reduce(
        (sum, { written }) => sum + written,
        0,
      ),
      ...(unread && { unread: unreadOf(unread, `Account ${accountId}`) }),
    };
  }

  /** Makes rows and findings of roles of an account, ARNs by id, again from what is stored, since who has them or how they are used has changed. */
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
   * Reads some roles and OIDC providers by themselves, and stores what they are now. Answers the ARNs of the roles, of those that are gone too.
   *
   * @throws ScanFailure - when IAM does not tell one of them
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
    await new PrincipalWriter(principalRows, job.sets).take({
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

  /** Those that were not found are gone. */
  async #finishRoles({ assessor, rows, at }: Job): Promise<void> {
    await assessor.flush();
    const gone = await rows.finish();
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
    const [rows, findings, index, context, scanned] = await Promise.all([
      stores.roles.rows.begin(scope, at, ids),
      stores.findings.begin(
        scope,
        at,
        ids && 'others' in look ? [...ids, ...(look.others ?? [])] : ids,
      ),
      this.#o.catalog.index('isRequested' in look && look.isRequested),
      governanceContext(config, this.#o.clusters, now),
      stores.scopes.scannedClusters(),
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
    const sets = new PolicySetCollector(stores.sets, {
      catalogue: await loadCatalogue(),
      now: context.now,
    });
    const assessor = new RoleAssessor(
      {
        accountId,
        scope,
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
        areHoldersKnown: config.clusters.every(({ name }) => scanned.has(name)),
      },
      { ...stores, rows, findings, sets },
    );
    return {
      ...{ scope, at, rows, findings, context },
      ...{ assessor, sets, finishUses },
      named: new Set([...arns, ...nodeRoleArns]),
      isOfPods: facts =>
        trustsEks(facts.role.trust.text) ||
        nodeRoleArns.has(facts.role.arn) ||
        assessor.isHeld(facts),
    };
  }
}
