import {
  type ChainLink,
  completeCommand,
  type FaultId,
  faults,
  formatServiceAccountRef,
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccount,
  type Verification,
} from '@backstage-irsa/core/model';
import type { Sandbox } from '@backstage-irsa/sandbox';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf } from '../__testUtils__/core';

/** The check that reports each fault of `docs/reference/failure-modes.md` that the sandbox's company has. */
const CHECK_OF_FAULT: Partial<Record<FaultId, string>> = {
  'no-oidc-provider': 'oidc-provider-exists',
  'old-issuer': 'trust-policy',
  'wrong-subject': 'trust-policy',
  'wildcard-under-equals': 'trust-policy',
  'arn-prefixed-key': 'trust-policy',
  'audience-differs': 'audience',
  'pod-older-than-annotation': 'pods-injected',
  'mistyped-annotation': 'role-annotation',
  'malformed-arn': 'role-annotation',
  'path-left-out': 'role-exists',
  'container-sets-role': 'pods-injected',
  'no-subject': 'trust-scope',
};

/** Returns one component that names every service of the company. */
function companyOf(sandbox: Sandbox) {
  const refs = sandbox.world.services.map(formatServiceAccountRef);
  return [
    componentOf('company', 'group:default/team', {
      [SERVICE_ACCOUNT_ANNOTATION]: refs.join(', '),
    }),
  ];
}

describe('the services of the company', () => {
  let host: TestHost;
  let accounts: Map<string, IamServiceAccount>;

  beforeAll(async () => {
    host = await startTestHost({ entities: companyOf });
    const { body } = await host.post(
      '/entities/component/default/company/verifications',
      {},
    );
    accounts = new Map(
      body.items.map((account: IamServiceAccount) => [
        formatServiceAccountRef(account),
        account,
      ]),
    );
  });
  afterAll(() => host?.stop());

  async function verifyAll(live: boolean) {
    const verified = [];
    for (const service of host.sandbox.world.services) {
      const ref = formatServiceAccountRef(service);
      const id = accounts.get(ref)?.id;
      const { body } = await host.post(
        `/service-accounts/${id}/verifications`,
        {
          live,
        },
      );
      verified.push({ ...service, ref, verification: body as Verification });
    }
    return verified;
  }

  it.each([false, true])(
    'report each fault, and no other, with a live proof: %s',
    async live => {
      for (const { ref, fault, verification } of await verifyAll(live)) {
        const found = verification.checks.filter(
          ({ result, blockedBy }) => result !== 'pass' && !blockedBy,
        );
        expect({ ref, fault, found: found.map(({ id }) => id) }).toEqual({
          ref,
          fault,
          found: fault === null ? [] : [CHECK_OF_FAULT[fault]],
        });
        const broken = fault === 'no-subject' ? 'degraded' : 'broken';
        expect(verification.status).toBe(fault === null ? 'verified' : broken);
        for (const check of found) {
          expect(check.remediation).toEqual(expect.any(String));
        }
      }
    },
    60_000,
  );

  it('show a first verification without a live proof, and are returned from the store afterwards', async () => {
    expect(accounts.size).toBe(host.sandbox.world.services.length);
    for (const account of accounts.values()) {
      expect(account.verification?.liveProof).toBeNull();
    }
    const before = host.sandbox.world.calls.count;
    const { body } = await host.get(
      '/entities/component/default/company/service-accounts',
    );
    expect(body.items).toHaveLength(accounts.size);
    expect(host.sandbox.world.calls.since(before)).toEqual([]);
  });

  it('are listed in pages, by filter, with a total', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await host.get(
        `/service-accounts?limit=7${cursor ? `&cursor=${cursor}` : ''}`,
      );
      expect(body.total).toBe(accounts.size);
      seen.push(...body.items.map(formatServiceAccountRef));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen.sort()).toEqual([...accounts.keys()].sort());

    const { body: broken } = await host.get(
      '/service-accounts?status=degraded&cluster=staging-eu',
    );
    expect(broken.items.map(formatServiceAccountRef)).toEqual([
      'staging-eu/platform/ci-runner',
    ]);
  });

  /** Plants each fault in the first healthy service that can have it. */
  async function plantAll() {
    const { services } = host.sandbox.world;
    for (const { id: fault } of faults) {
      for (const service of services.filter(one => one.fault === null)) {
        const answer = await fetch(
          `${host.sandbox.awsEndpoint}/__sandbox/faults`,
          {
            method: 'POST',
            body: JSON.stringify({
              fault,
              service: formatServiceAccountRef(service),
            }),
          },
        );
        if (answer.ok) break;
      }
    }
  }

  it('have fix commands with cluster, namespace, and name filled in, for every fault', async () => {
    await plantAll();
    const lines: string[] = [];
    for (const { ref, cluster, verification } of await verifyAll(false)) {
      const account = accounts.get(ref)!;
      const { body: chain } = await host.get(
        `/service-accounts/${account.id}/chain`,
      );
      const place = {
        context: cluster,
        region: account.region,
        clusterAccountId: account.accountId,
        roleAccountId: account.accountId,
      };
      const commands = [
        ...verification.checks.flatMap(check => check.commands ?? []),
        ...chain.links.flatMap((link: ChainLink) => link.verifyCommands),
      ];
      lines.push(...commands.map(line => completeCommand(line, place)));
    }
    expect(lines.length).toBeGreaterThan(100);
    const programs = lines.flatMap(
      line => line.match(/(^|\| )(aws|kubectl) .*/g) ?? [],
    );
    expect(programs.length).toBeGreaterThanOrEqual(lines.length);
    const isComplete = (line: string) =>
      /kubectl /.test(line)
        ? /kubectl --context \w/.test(line) &&
          / (-n|--namespace) |mutatingwebhookconfiguration| apply -f /.test(
            line,
          )
        : /^aws --profile \d{12} /.test(line) && / --region \w/.test(line);
    expect(programs.filter(line => !isComplete(line))).toEqual([]);
  }, 120_000);
});
