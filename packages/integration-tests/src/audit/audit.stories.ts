import type { Knex } from 'knex';
import request from 'supertest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change, ChangeDetails } from '@backstage-irsa/core/model';
import { auditLog } from '../__testUtils__/auditLog';
import { API, type TestHost } from '../__testUtils__/host';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { handMadeFleet } from '../__testUtils__/inventory/handMade';
import { specOf } from '../__testUtils__/core';
import { canonicalDigest } from '../__testUtils__/internals';

const REASON = { reason: 'Uploads move to S3', changeNumber: 'CHG0031337' };
const { rows: fleet, ids } = handMadeFleet();

describe('recorded changes', () => {
  const auditor = auditLog();
  let host: TestHost & { knex: Knex };

  beforeAll(async () => {
    host = await startFleetHost(fleet, { features: [auditor.factory] });
  });
  afterAll(() => host?.stop());

  const put = (spec: object, why: object = {}) =>
    request(host.backend.server)
      .put(`${API}/service-accounts`)
      .send({ spec, ...why });
  const changesOf = async (name: string): Promise<Change[]> => {
    const place = `prod-eu/production/${name}`;
    const { body, status } = await host.get(`/changes?serviceAccount=${place}`);
    expect(status).toBe(200);
    expect(body.total).toBe(body.items.length);
    return body.items;
  };
  const detailsOf = async ({ id }: Change): Promise<ChangeDetails> =>
    (await host.get(`/changes/${id}`)).body;
  const writesSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(({ write, service }) => write && service !== 'kubernetes')
      .map(({ operation }) => operation);

  it('remain complete after the deletion: requester, reason, documents, and request IDs', async () => {
    const place = host.sandbox.world.calls.count;
    const { body, status } = await put(specOf({ name: 'whole' }), REASON);
    expect(status).toBe(200);
    const { id } = body.serviceAccount;
    const why = 'reason=Nobody%20uses%20it&changeNumber=CHG-2';
    expect((await host.delete(`/service-accounts/${id}?${why}`)).status).toBe(
      200,
    );
    const [deletion, application, ...more] = await changesOf('whole');
    expect(more).toEqual([]);
    expect(application).toMatchObject({
      ...REASON,
      action: 'apply',
      requester: 'user:default/mock',
      serviceAccount: { id, cluster: 'prod-eu', name: 'whole' },
      owner: 'group:default/team',
      accountId: '111122223333',
      result: 'succeeded',
    });
    expect(deletion).toMatchObject({
      action: 'delete',
      reason: 'Nobody uses it',
      changeNumber: 'CHG-2',
      owner: 'group:default/team',
      result: 'succeeded',
    });
    const [made, gone] = await Promise.all(
      [application, deletion].map(detailsOf),
    );
    const documents = ({ writes }: ChangeDetails, kind: string) =>
      writes
        .filter(({ target }) => target.kind === kind)
        .flatMap(write => write.documents);
    const trust = documents(made, 'role').find(
      ({ field }) => field === 'trustPolicy',
    )!;
    expect(JSON.stringify(trust.after)).toContain(':production:whole');
    expect(trust).toMatchObject({
      before: null,
      digestBefore: null,
      digestAfter: canonicalDigest(trust.after),
    });
    expect(documents(gone, 'role')).toEqual([
      expect.objectContaining({
        field: 'trustPolicy',
        digestBefore: trust.digestAfter,
        after: null,
      }),
    ]);
    expect(documents(gone, 'policy')[0].before).toEqual(
      documents(made, 'policy').find(({ field }) => field === 'document')!
        .after,
    );
    const requests = [made, gone].flatMap(({ writes }) =>
      writes.flatMap(write => write.requests),
    );
    expect(requests.map(({ operation }) => operation)).toEqual(
      writesSince(place),
    );
    expect(new Set(requests.map(({ requestId }) => requestId)).size).toBe(
      requests.length,
    );
  });

  it('are sent to the auditor service with the same IDs and digest', async () => {
    const [application] = (await changesOf('whole')).slice(-1);
    const { writes, digest } = await detailsOf(application);
    const told = auditor.changes.find(
      ({ meta }) => meta.changeId === application.id,
    );
    expect(told).toMatchObject({
      severity: 'high',
      outcome: 'succeeded',
      meta: { ...REASON, digest, operationId: application.operationId },
    });
    expect(told?.meta.writes).toEqual(
      writes.map(({ target, result, requests }) => ({
        target,
        result,
        requestIds: requests.map(({ requestId }) => requestId),
      })),
    );
    expect(canonicalDigest(writes)).toBe(digest);
  });

  it('include errors of AWS', async () => {
    const account = host.sandbox.world.accounts.get('111122223333')!;
    account.serviceControlPolicies = [
      [
        {
          name: 'Guard',
          document: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              { Effect: 'Deny', Action: 'iam:AttachRolePolicy', Resource: '*' },
            ],
          }),
        },
      ],
    ];
    const { status } = await put(specOf({ name: 'refused' }));
    account.serviceControlPolicies = [];
    expect(status).toBe(503);
    const [change] = await changesOf('refused');
    expect(change.result).toBe('failed');
    const { writes } = await detailsOf(change);
    const last = writes[writes.length - 1];
    expect(last).toMatchObject({
      result: 'failed',
      requests: expect.arrayContaining([
        expect.objectContaining({
          operation: 'AttachRolePolicy',
          error: 'AccessDenied',
        }),
      ]),
    });
    const { operationId } = change;
    expect(
      (await host.post(`/operations/${operationId}/rollbacks`, {})).status,
    ).toBe(200);
    expect((await changesOf('refused'))[0]).toMatchObject({
      action: 'roll-back',
      operationId,
      result: 'succeeded',
    });
  });

  it('are pending while they run, and interrupted when their process stops responding', async () => {
    host.sandbox.world.disturbances.replace([
      {
        ...{ kind: 'delay', service: 'iam', milliseconds: 3_000, count: 1 },
        operation: 'CreateRole',
      },
    ]);
    const applying = put(specOf({ name: 'killed' })).then(answer => answer);
    const { disturbances } = host.sandbox.world;
    while (disturbances.list().disturbances[0].hits === 0) await sleep(20);
    const [change] = await changesOf('killed');
    expect(change.result).toBe('pending');
    const { knex } = host;
    await knex('operations')
      .where({ id: change.operationId })
      .update({ alive_at: 0 });
    const cut = await detailsOf(change);
    expect(cut.result).toBe('interrupted');
    expect(
      cut.writes.map(({ target, result }) => [target.kind, result]),
    ).toEqual([
      ['policy', 'succeeded'],
      ['role', 'interrupted'],
    ]);
    expect((await applying).status).toBe(200);
    disturbances.replace([]);
  });

  it('must be recorded before they are made', async () => {
    const { knex } = host;
    const place = host.sandbox.world.calls.count;
    for (const table of ['change_writes', 'changes']) {
      await knex.schema.renameTable(table, 'elsewhere');
      const { status } = await put(specOf({ name: 'unrecorded' }));
      await knex.schema.renameTable('elsewhere', table);
      expect(status).toBeGreaterThanOrEqual(500);
    }
    expect(writesSince(place)).toEqual([]);
  });

  it.each([
    ['reason', 'two\nlines'],
    ['reason', 'x'.repeat(501)],
    ['reason', 'turns \u202etxet'],
    ['reason', ''],
    ['changeNumber', '=1+1'],
    ['changeNumber', '1'.repeat(65)],
  ])('accept no %s such as %j', async (field, value) => {
    const place = host.sandbox.world.calls.count;
    const { status, body } = await put(specOf({ name: 'invalid' }), {
      [field]: value,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(field);
    const { status: deleted } = await host.delete(
      `/service-accounts/none?${new URLSearchParams({ [field]: value })}`,
    );
    expect(deleted).toBe(400);
    expect(writesSince(place)).toEqual([]);
  });

  it('do not store a key that somebody pastes as a reason', async () => {
    const [{ secretAccessKey }] = host.sandbox.administrators.values();
    await put(specOf({ name: 'pasted' }), {
      reason: `It needs AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    });
    const [change] = await changesOf('pasted');
    expect(change.reason).toContain('redacted');
    expect(JSON.stringify(auditor.changes)).not.toContain(secretAccessKey);
    expect(JSON.stringify(await host.knex('changes'))).not.toContain(
      secretAccessKey,
    );
  });

  it('include migrations, deliveries, and findings', async () => {
    const { body } = await put(specOf({ name: 'moves' }));
    const { id } = body.serviceAccount;
    await host.post(`/service-accounts/${id}/migrations`, {
      to: 'pod-identity',
      ...REASON,
    });
    const spec = specOf({ name: 'delivered' });
    await host.post('/deliveries', { spec, format: 'terraform' });
    const acceptance = `/findings/${ids.ledgerFinding}/acceptance`;
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const reason = 'Known and tracked elsewhere';
    await request(host.backend.server)
      .put(`${API}${acceptance}`)
      .send({ reason, until });
    await host.delete(acceptance);
    expect((await changesOf('moves'))[0]).toMatchObject({
      ...REASON,
      action: 'migrate',
    });
    const [delivery] = await changesOf('delivered');
    expect(delivery.action).toBe('deliver');
    expect((await detailsOf(delivery)).writes[0].documents[0]).toMatchObject({
      field: 'spec',
      before: null,
      after: spec,
    });
    const [accepted] = (await host.get('/changes?action=finding-accept')).body
      .items;
    expect(accepted).toMatchObject({ reason, findingId: ids.ledgerFinding });
    const [reopened] = (await host.get('/changes?action=finding-reopen')).body
      .items;
    const [{ documents }] = (await detailsOf(reopened)).writes;
    expect(documents[0]).toMatchObject({
      field: 'acceptance',
      before: { reason, by: 'user:default/mock' },
      after: null,
    });
  });
});
