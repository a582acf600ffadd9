import { anyChanges, fuzz } from '@backstage-irsa/fuzz';
import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import {
  absent,
  type ServiceAccountRef,
  valueOf,
  type Observed,
} from '@backstage-irsa/core/model';
import fc from 'fast-check';
import { startLiar } from '../__testUtils__/fuzz/liar';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';
import { chainOf } from '@backstage-irsa/core/chain';
import { runChecks } from '@backstage-irsa/core/checks';
import { assess } from '@backstage-irsa/core/findings';
import { assessNodeRole } from '@backstage-irsa/core/nodeRoles';
import { AccountReader, ClusterBulkReader } from '../__testUtils__/internals';
import {
  permissionsOf,
  policySetOfPods,
} from '@backstage-irsa/core/permissions';
import { statusOf } from '@backstage-irsa/core/status';

const SOURCES = ['kubernetes', 'aws'] as const;
/** Using all services would make each input much slower without finding more. */
const SERVICES = ['s3', 'sqs', 'sts', 'iam'];
const REFS = [
  { cluster: 'prod-eu', namespace: 'payments', name: 'ledger' },
  { cluster: 'prod-eu', namespace: 'production', name: 'uploads' },
  { cluster: 'prod-eu', namespace: 'production', name: 'by-pod-identity' },
];

const lies = fc.record({
  ref: fc.constantFrom(...REFS),
  which: fc.nat(10_000),
  changes: anyChanges,
});

describe('fuzz: answers of clusters and of AWS', () => {
  let host: TestHost;
  let liar: ReturnType<typeof startLiar>;
  let catalogue: ActionCatalogue;

  beforeAll(async () => {
    host = await startTestHost();
    for (const spec of [
      specOf(),
      specOf({ name: 'by-pod-identity', mechanism: 'pod-identity' }),
    ]) {
      const { status, body } = await host.put(spec);
      if (status !== 200) throw new Error(body.error.message);
    }
    const whole = await loadCatalogue();
    catalogue = {
      prefixes: () => SERVICES,
      service: prefix => whole.service(prefix),
    };
    liar = startLiar(host);
    for (const ref of REFS) await look(ref);
    await scanCluster();
    await scanAccount();
    liar.answers.close();
  }, 120_000);
  afterAll(() => host?.stop());

  const clusterOf = (name: string) =>
    liar.config.clusters.find(cluster => cluster.name === name)!;

  /** Derives all results from one observation of one IAM service account. */
  function judge(observed: Observed): void {
    const checks = runChecks(observed, null);
    const status = statusOf(checks);
    const chain = chainOf(observed);
    const permissions = permissionsOf(policySetOfPods(observed), {
      catalogue,
      now: new Date(observed.at),
    });
    for (const { message } of checks) expect(typeof message).toBe('string');
    expect(JSON.parse(JSON.stringify({ checks, chain, permissions }))).toEqual(
      expect.any(Object),
    );
    expect(['verified', 'degraded', 'broken', 'unknown']).toContain(status);
  }

  async function look(ref: ServiceAccountRef): Promise<void> {
    const { observer } = liar.readers();
    judge(
      await observer.look(clusterOf(ref.cluster), ref).forChecks({
        live: false,
        known: {},
        grants: [],
      }),
    );
  }

  async function scanCluster(): Promise<void> {
    const config = clusterOf('prod-eu');
    const reader = new ClusterBulkReader({ ...liar.readers(), config });
    const [facts, ...others] = await Promise.all([
      reader.facts((_kind, _version, read) => read()),
      reader.namespaces(),
      reader.serviceAccounts(() => true),
      reader.nodes(),
      reader.associations(),
    ]);
    for (const one of [facts.rbac, facts.webhook, ...others]) {
      if (one.state === 'unknown') expect(one.reason).toMatch(/\w/);
    }
    const none = { entityRef: null, owners: [] };
    assess(
      {
        kind: 'cluster',
        id: 'one',
        facts,
        namespaces: ['payments'],
        byWebIdentity: 1,
        ...none,
      },
      {
        now: new Date(),
        unusedAfterDays: 90,
        issuers: {},
        issuersComplete: false,
        testEnvironments: { accounts: [], clusters: [] },
      },
    );
    for (const { nodeRoleArn: arn } of valueOf(facts.nodeGroups) ?? []) {
      const nodeGroups = valueOf(facts.nodeGroups) ?? [];
      assessNodeRole({
        ...{ cluster: facts, arn, nodeGroups },
        ...{ role: absent(), oidcProvider: absent() },
        workloads: [],
      });
    }
    // A scan stores the error as the reason why the scope is stale.
    const failure = await pods(reader).catch(error => `${error.message}`);
    expect(String(failure)).toMatch(/\w/);
  }

  async function pods(reader: ClusterBulkReader): Promise<number> {
    let count = 0;
    for await (const { pods: some } of reader.pods()) count += some.length;
    return count;
  }

  async function scanAccount(): Promise<void> {
    const { aws } = liar.readers();
    const reader = new AccountReader(aws.iam('111122223333', 'eu-west-1'), '');
    const names: string[] = [];
    const roles = await reader.readPrincipals({
      isNamed: () => true,
      take: async ({ roles: some, users }) => {
        names.push(...some.map(({ role }) => role.name));
        names.push(...users.map(({ name }) => name));
      },
    });
    const providers = await reader.providers();
    for (const one of [roles, providers]) {
      if (one.state === 'unknown') expect(one.reason).toMatch(/\w/);
    }
  }

  describe.each(SOURCES)('%s', source => {
    fuzz(`lies of ${source}: one IAM service account`, lies, async lie => {
      liar.answers.tell(source, lie);
      await look(lie.ref);
    });

    fuzz(`lies of ${source}: the scan of a cluster`, lies, async lie => {
      liar.answers.tell(source, lie);
      await scanCluster();
    });
  });

  fuzz('lies of aws: the scan of an account', lies, async lie => {
    liar.answers.tell('aws', lie);
    await scanAccount();
  });
});
