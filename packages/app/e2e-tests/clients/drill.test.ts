import { sampled } from '@backstage-irsa/fuzz';
import { faults, type FaultId } from '@backstage-irsa/core/model';
import { expect, test } from '@playwright/test';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeHealthyService, type DrillService } from './drill/service';
import { byHand } from './drill/byHand';
import { applyPlan, plant, runCommands, verify } from './drill/steps';

/**
 * Plants each fault of `docs/reference/failure-modes.md` in a healthy service, one at a time, reads the verification, applies the remediation, and expects
 * that the service is verified again. Writes the table to `test-results/reports/drill.md`.
 */
const TABLE = path.resolve(
  __dirname,
  '../../../../test-results/reports/drill.md',
);

/** The OIDC provider that the drill creates for `no-oidc-provider` cannot lack a client ID for only one service, so this fault uses another cluster. */
const CLUSTER_OF: Partial<Record<FaultId, string>> = {
  'client-id-missing': 'staging-eu',
};

/** Faults in objects that plans create, without recreating pods. For `old-issuer` and `wildcard-under-equals`, a plan keeps the wrong statement. */
const OURS: FaultId[] = [
  'wrong-subject',
  'arn-prefixed-key',
  'mistyped-issuer-host',
  'no-subject',
  'action-not-allowed',
  'more-conditions',
];

/** Faults inside the application, which no data of AWS or the cluster shows. The test names them explicitly. */
const UNSEEN = faults.filter(({ evidence }) => evidence === 'error-text');

test.beforeAll(() => {
  mkdirSync(path.dirname(TABLE), { recursive: true });
  rmSync(TABLE, { force: true });
  appendFileSync(
    TABLE,
    '| fault | status | check | broken link | first finding | remediation | carried out by |\n| --- | --- | --- | --- | --- | --- | --- |\n',
  );
});

function record(fault: FaultId, cells: string[]) {
  const row = [fault, ...cells].map(cell =>
    cell.replaceAll('|', '\\|').replaceAll('\n', '<br>'),
  );
  appendFileSync(TABLE, `| ${row.join(' | ')} |\n`);
}

/** Returns the results that name a fault, without checks that are unknown as a consequence. */
async function findings(service: DrillService) {
  const verification = await verify(service);
  return {
    verification,
    found: verification.checks.filter(
      ({ result, blockedBy }) => result !== 'pass' && blockedBy === undefined,
    ),
  };
}

async function expectVerified(service: DrillService) {
  await expect
    .poll(
      async () => {
        const { verification, found } = await findings(service);
        return { status: verification.status, found };
      },
      { timeout: 90_000, intervals: [200, 500, 1000, 2000] },
    )
    .toEqual({ status: 'verified', found: [] });
}

const SEEN = faults.filter(({ evidence }) => evidence === 'api-data');

// Integration tests also resolve each of them, without the clients.
for (const { id: fault, link } of sampled(SEEN)) {
  test(`${fault}: detected, and resolved by its remediation`, async () => {
    const service = await makeHealthyService(`${fault}`, CLUSTER_OF[fault]);
    await expectVerified(service);

    await plant(fault, service);
    const { verification, found } = await findings(service);
    const [first] = found;
    expect(
      found.map(one => ({ id: one.id, link: one.link, fault: one.fault })),
    ).toEqual([{ id: first?.id, link, fault }]);
    expect(['broken', 'degraded']).toContain(verification.status);
    expect(first.remediation).toBeTruthy();

    const hand = byHand[fault];
    expect(first.commands ?? hand).toBeDefined();
    await runCommands(first);
    await hand?.(service);
    await expectVerified(service);
    record(fault, [
      verification.status,
      first.id,
      first.link,
      first.message,
      first.remediation ?? '',
      [
        ...(first.commands ? ['its commands'] : []),
        ...(hand ? ['a person who decides'] : []),
      ].join(', then '),
    ]);
  });
}

for (const fault of OURS) {
  test(`${fault}: resolved by a Backstage plan`, async () => {
    const service = await makeHealthyService(`plan-${fault}`);
    await plant(fault, service);
    const { found } = await findings(service);
    expect(found).toHaveLength(1);
    await applyPlan(service);
    await expectVerified(service);
    record(fault, [
      '',
      found[0].id,
      found[0].link,
      'as above',
      'Apply the spec again',
      'a plan of ours',
    ]);
  });
}

test('thumbprint: AWS STS reports it, and the command fixes it', async () => {
  const service = await makeHealthyService('thumbprint');
  await plant('thumbprint', service);
  const { verification, found } = await findings(service);
  expect(found).toEqual([
    expect.objectContaining({
      id: 'live-proof',
      link: 'oidc-provider',
      fault: 'thumbprint',
    }),
  ]);
  expect(verification.status).toBe('broken');
  await runCommands(found[0]);
  await expectVerified(service);
  record('thumbprint', [
    verification.status,
    found[0].id,
    found[0].link,
    found[0].message,
    found[0].remediation ?? '',
    'its commands',
  ]);
});

test('keys-unreachable: the check is unknown, and passes on the next attempt', async () => {
  const service = await makeHealthyService('keys-unreachable');
  await plant('keys-unreachable', service);
  const { verification, found } = await findings(service);
  expect(found).toEqual([
    expect.objectContaining({
      id: 'live-proof',
      link: 'oidc-provider',
      result: 'unknown',
      fault: 'keys-unreachable',
    }),
  ]);
  expect(verification.status).toBe('unknown');
  await expectVerified(service);
  record('keys-unreachable', [
    verification.status,
    found[0].id,
    found[0].link,
    found[0].message,
    found[0].remediation ?? '',
    'asking again',
  ]);
});

for (const { id: fault } of UNSEEN) {
  test(`${fault}: not in the API data, so no check fails`, async () => {
    const service = await makeHealthyService(`${fault}`);
    await plant(fault, service);
    await expectVerified(service);
    record(fault, [
      'verified',
      'none',
      'none',
      'Only the log of the application shows it',
      'Diagnose the text of the log',
      'nobody',
    ]);
  });
}
