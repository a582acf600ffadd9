import { rowId } from '@backstage-irsa/core/findings';
import { type AccountFacts, valueOf } from '@backstage-irsa/core/model';
import { AccountReader } from '../../../observe/bulk/AccountReader';
import { readIssuers } from '../../../observe/readIssuers';
import { readAws } from '../../../observe/read';
import {
  beginAccountJob,
  type AccountJob,
  type AccountScanOptions,
} from './beginAccountJob';
import { PrincipalWriter } from './PrincipalWriter';
import { roleRowId } from './roleRow';
import { accountPlace } from '../scopes';
import { required, unreadOf } from '../ScanFailure';
import { readSome, type SomeOfAccount } from './readSome';
import { unknownHoldersReason } from './unknownHolders';
import { writeOidcProvider } from './writeOidcProvider';
import type { ScanOutcome, ScanRun } from '../types';

/** Scans accounts: roles, users, policies, and OIDC providers. Uses bulk reads of IAM. */
export class AccountScan {
  readonly #o: AccountScanOptions;

  constructor(options: AccountScanOptions) {
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
    const job = await beginAccountJob(this.#o, accountId, now, {
      iam,
      ...scan,
    });
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
    const job = await beginAccountJob(this.#o, accountId, at, { only });
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
   * `nodeRoleArns` are node roles that no completed scan of a cluster has named yet.
   *
   * @throws ScanFailure - if IAM does not return one of them
   */
  async refresh(
    accountId: string,
    some: SomeOfAccount,
    { now, nodeRoleArns }: { now: Date; nodeRoleArns?: string[] },
  ): Promise<string[]> {
    const { aws, config, stores } = this.#o;
    const { region } = accountPlace(accountId, config.clusters);
    const read = await readSome(aws.iam(accountId, region), accountId, some);
    const only = await stores.roles.named(accountId, some.roles);
    for (const { role } of read.roles) only.set(roleRowId(role.arn), role.arn);
    const others = some.providers.map(arn => rowId('oidc-provider', arn));
    const job = await beginAccountJob(this.#o, accountId, now, {
      only,
      others,
      nodeRoleArns,
    });
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
    { assessor, findings, rows, at }: AccountJob,
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
}
