import type { Approval } from '@backstage-irsa/core/model';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ApprovalHost,
  specFor,
  startApprovalHost,
} from '../__testUtils__/approvals/host';
import {
  ADA,
  ADMIN,
  BOTH,
  BUCKET,
  EVE,
  PLAT,
  SEC,
  SECRET,
  SECURITY,
} from '../__testUtils__/approvals/people';
import { rolesOf } from '../__testUtils__/defaults/iam';

describe('approvals', () => {
  let desk: ApprovalHost;
  let replica: ApprovalHost;
  const directory = mkdtempSync(join(tmpdir(), 'irsa-approvals-'));

  beforeAll(async () => {
    const names = ['asked', 'changed', 'smaller', 'both-rules', 'raced'];
    desk = await startApprovalHost(names, { directory });
    replica = await startApprovalHost(names, {
      directory,
      beside: desk.host,
    });
  });
  afterAll(async () => {
    await replica?.stop();
    await desk?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('are requested before anything is written, given by an approver, used once, and recorded', async () => {
    const before = rolesOf(desk.host.sandbox);
    const spec = specFor('asked');
    const { body: plan } = await desk.api('post', '/plans', ADA, { spec });
    expect(plan.approvals).toEqual([
      { rule: 'secrets', approvers: [SECURITY] },
    ]);
    const id = await desk.ask(spec);
    expect(await desk.ask(spec)).toBe(id);
    expect(rolesOf(desk.host.sandbox)).toEqual(before);
    const { body: none } = await desk.api(
      'get',
      '/service-accounts?limit=500',
      ADA,
    );
    expect(JSON.stringify(none)).not.toContain('"name":"asked"');
    expect(desk.sent.at(-1)).toMatchObject({
      recipients: { entityRef: [BOTH, SEC] },
      payload: { link: `/irsa/approvals?id=${id}` },
    });

    const { body: list } = await desk.api(
      'get',
      '/approvals?state=pending',
      SEC,
    );
    expect(list.items).toEqual([
      expect.objectContaining({
        ...{ id, rule: 'secrets', requestedBy: ADA, name: 'asked' },
        ...{ isMine: false, mayDecide: true, spec },
      }),
    ]);
    expect(list.items[0].steps.length).toBeGreaterThan(0);
    const approved = await desk.decide(id);
    expect([approved.status, approved.body.state]).toEqual([200, 'approved']);
    expect(desk.sent.at(-1)).toMatchObject({
      recipients: { entityRef: [ADA] },
    });
    expect((await desk.apply(spec)).status).toBe(200);
    expect(await desk.stateOf(id)).toBe('used');

    const ref = 'serviceAccount=prod-eu/production/asked';
    const states = (await desk.changesOf(`${ref}&action=approval`)).map(
      ({ requester, approver, result }) => [requester, approver, result],
    );
    expect(states).toEqual([
      [ADA, SEC, 'succeeded'],
      [ADA, SEC, 'succeeded'],
      [ADA, undefined, 'succeeded'],
    ]);
    const [applied] = await desk.changesOf(`${ref}&action=apply`);
    expect(applied).toMatchObject({ requester: ADA, approver: SEC });

    // A request for more access is not a change yet.
    await desk.ask(specFor('asked', [SECRET, BUCKET]), EVE);
    const review = await desk.api(
      'get',
      '/exports/access-review?format=json',
      ADMIN,
    );
    expect(JSON.parse(review.text)).toContainEqual(
      expect.objectContaining({ name: 'asked', lastChangeBy: ADA }),
    );
  });

  it('are notified once for a plan that changes repeatedly', async () => {
    for (const n of ['1', '2', '3']) {
      await desk.ask(specFor('changed', [SECRET], { tags: { n } }));
    }
    const told = desk.sent.filter(({ payload }) =>
      payload.title.includes('/changed '),
    );
    expect(told).toHaveLength(1);
    const { body } = await desk.api('get', '/approvals?state=pending', SEC);
    expect(
      body.items.filter(({ name }: Approval) => name === 'changed'),
    ).toHaveLength(1);
  });

  it('are not required for a plan that adds no access', async () => {
    const spec = specFor('smaller', [SECRET, BUCKET]);
    const { id } = await desk.approvedAndMade(spec);
    expect((await desk.apply(spec)).status).toBe(200);
    expect((await desk.apply(specFor('smaller'))).status).toBe(200);
    expect((await desk.apply(specFor('smaller', []))).status).toBe(200);
    expect(
      (await desk.api('delete', `/service-accounts/${id}`, ADA)).status,
    ).toBe(200);
  });

  it('are required for each rule, from the approvers of that rule', async () => {
    const spec = specFor('both-rules', [], {
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }],
      },
    });
    const { body } = await desk.apply(spec);
    const ids: Record<string, string> = Object.fromEntries(
      body.error.approvals.map(({ rule, id }: Approval) => [rule, id]),
    );
    expect(Object.keys(ids)).toEqual(['secrets', 'admin-rights']);
    expect((await desk.decide(ids.secrets, PLAT)).status).toBe(404);
    await desk.decide(ids.secrets);
    expect((await desk.apply(spec)).status).toBe(409);
    await desk.decide(ids['admin-rights'], PLAT);
    expect((await desk.apply(spec)).status).toBe(200);
    expect(await desk.stateOf(ids['admin-rights'])).toBe('used');
  });

  it('are used by only one of two replicas', async () => {
    const spec = specFor('raced');
    const id = await desk.ask(spec);
    await desk.decide(id);
    // In a single process, both replicas would block while one waits for the SQLite file. Instead, a replica retries if the database is locked.
    for (const { host } of [desk, replica]) {
      await host.knex.raw('pragma busy_timeout = 20');
    }
    const applied = async (at: ApprovalHost) => {
      for (;;) {
        const { status, text } = await at.apply(spec);
        if (!text.includes('SQLITE_BUSY')) return status;
      }
    };
    const statuses = await Promise.all([applied(desk), applied(replica)]);
    expect(statuses).toEqual([200, 200]);
    expect(await desk.stateOf(id)).toBe('used');
    const ref = 'serviceAccount=prod-eu/production/raced&action=approval';
    // The events: requested, approved, and used.
    expect(await desk.changesOf(ref)).toHaveLength(3);
  });
});
