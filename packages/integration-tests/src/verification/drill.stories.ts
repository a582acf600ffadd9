import { dirname } from 'node:path';
import { faults, type FaultId } from '@backstage-irsa/core/model';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type Verification,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { runAs } from '../__testUtils__/deployment/page';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf } from '../__testUtils__/core';

const PROD = '111122223333';

/** A fault of a previously healthy service: how it shows, and how it is fixed. */
interface DrillCase {
  fault: FaultId;
  /** The service as `<namespace>/<name>` in prod-eu. */
  service: string;
  check: string;
  result: 'fail' | 'warn';
  /** What a person does. If missing, the commands of the remediation are run. */
  fix?(host: TestHost): void;
}

const CASES: DrillCase[] = [
  {
    fault: 'organization-denies',
    service: 'production/orders-api',
    check: 'organization-policies',
    result: 'warn',
    fix: ({ sandbox }) => {
      const account = sandbox.world.accounts.get(PROD)!;
      const [root, ...levels] = account.serviceControlPolicies;
      account.serviceControlPolicies = [
        root,
        ...levels.map(level =>
          level.filter(({ name }) => !name.endsWith('-to-orders-api')),
        ),
      ];
    },
  },
  {
    fault: 'kms-key-denies',
    service: 'production/orders-api',
    check: 'bucket-encryption',
    result: 'warn',
  },
  {
    fault: 'agent-behind-proxy',
    service: 'payments/ledger',
    check: 'agent-proxy',
    result: 'warn',
  },
  {
    fault: 'webhook-version',
    service: 'production/orders-api',
    check: 'webhook',
    result: 'fail',
  },
  {
    fault: 'agent-not-ready',
    service: 'production/orders-worker',
    check: 'pod-identity-agent',
    result: 'fail',
  },
  {
    fault: 'node-role-denied',
    service: 'data/ingest',
    check: 'node-role',
    result: 'fail',
  },
  {
    fault: 'sts-region-inactive',
    service: 'payments/fraud-check',
    check: 'live-proof',
    result: 'fail',
    fix: ({ sandbox }) =>
      sandbox.world.accounts.get(PROD)!.inactiveStsRegions.clear(),
  },
  {
    fault: 'dual-stack-issuer',
    service: 'production/orders-api',
    check: 'trust-policy',
    result: 'fail',
  },
];

/** Faults whose remediation is not a command in `verification/remediations.stories.ts`, in previously healthy services. */
describe('the fault drill', () => {
  let host: TestHost;

  beforeAll(async () => {
    const service = componentOf('orders', 'group:default/team', {
      [SERVICE_ACCOUNT_ANNOTATION]: CASES.map(
        one => `prod-eu/${one.service}`,
      ).join(','),
    });
    host = await startTestHost({ entities: () => [service] });
    await host.post('/entities/component/default/orders/verifications', {});
  });
  afterAll(() => host?.stop());

  async function plant(fault: FaultId, service: string): Promise<void> {
    const { status } = await fetch(
      `${host.sandbox.awsEndpoint}/__sandbox/faults`,
      {
        method: 'POST',
        body: JSON.stringify({ fault, service: `prod-eu/${service}` }),
      },
    );
    expect(status).toBe(200);
  }

  async function verify(service: string): Promise<Verification> {
    const [namespace, name] = service.split('/');
    const id = serviceAccountId({ cluster: 'prod-eu', namespace, name });
    const { body } = await host.post(`/service-accounts/${id}/verifications`, {
      live: true,
    });
    return body;
  }

  /** Runs the commands as an administrator would paste them. */
  async function runCommands({ checks }: Verification): Promise<void> {
    const commands = checks.flatMap(check => check.commands ?? []);
    expect(commands).not.toEqual([]);
    await runAs(
      host.sandbox.administrators.get(PROD)!,
      host.sandbox,
      [
        // kubectl keeps a cache in the home directory.
        `export KUBECONFIG=${host.kubeconfig} HOME=${dirname(host.kubeconfig)}`,
        ...commands,
      ].join('\n'),
    );
  }

  const findingsOf = ({ checks }: Verification) =>
    checks
      .filter(({ result, blockedBy }) => result !== 'pass' && !blockedBy)
      .map(({ id, link, result, fault }) => ({ id, link, result, fault }));

  it.each(CASES)(
    'detects $fault by $check only',
    async ({ fault, service, check, result, fix }) => {
      const { link } = faults.find(({ id }) => id === fault)!;
      await plant(fault, service);
      const broken = await verify(service);
      expect(findingsOf(broken)).toEqual([{ id: check, link, result, fault }]);
      expect(broken.status).toBe(result === 'fail' ? 'broken' : 'degraded');
      await (fix ? fix(host) : runCommands(broken));
      const fixed = await verify(service);
      expect(findingsOf(fixed)).toEqual([]);
      expect(fixed.status).toBe('verified');
    },
  );

  it('trusts the issuer of the cluster, and keeps the statement for an issuer that another cluster can have until it is removed by a command of its own', async () => {
    const service = 'production/orders-api';
    const { roles } = host.sandbox.world.accounts.get(PROD)!;
    const role = [...roles.values()].find(({ name }) =>
      name.startsWith('orders-api-irsa-'),
    )!;
    const right = role.trustPolicy;
    await plant('old-issuer', service);
    const [statement] = JSON.parse(role.trustPolicy).Statement;
    await runCommands(await verify(service));
    expect(JSON.parse(role.trustPolicy).Statement).toEqual([
      statement,
      expect.anything(),
    ]);
    const fixed = await verify(service);
    expect(fixed.liveProof?.result).toBe('proved');
    expect(findingsOf(fixed)).toEqual([
      {
        id: 'trust-scope',
        link: 'trust-policy',
        result: 'warn',
        fault: 'old-issuer',
      },
    ]);
    await runCommands(fixed);
    expect(JSON.parse(role.trustPolicy).Statement).toHaveLength(1);
    expect((await verify(service)).status).toBe('verified');
    role.trustPolicy = right;
  });

  it('detects the policy of a VPC endpoint, and reports no fault of the trust policy', async () => {
    const setPolicy = (body: object) =>
      fetch(`${host.sandbox.awsEndpoint}/__sandbox/sts-endpoint-policy`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    const service = 'production/orders-api';
    await setPolicy({
      document: {
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 'sts:GetCallerIdentity',
          Resource: '*',
        },
      },
    });
    const refused = await verify(service);
    expect(refused.status).toBe('unknown');
    expect(refused.liveProof?.result).toBe('failed');
    expect(findingsOf(refused)).toEqual([
      { id: 'live-proof', link: 'trust-policy', result: 'unknown' },
    ]);
    const proof = refused.checks.find(({ id }) => id === 'live-proof');
    expect(proof?.message).toContain(
      'because no VPC endpoint policy allows the sts:AssumeRoleWithWebIdentity action',
    );
    expect(proof?.remediation).toMatch(/^In the policy of the VPC endpoint/);
    await setPolicy({});
    expect((await verify(service)).status).toBe('verified');
  });
});
