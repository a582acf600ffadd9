import { TestDatabases } from '@backstage/backend-test-utils';
import { whileDenied } from '../__testUtils__/denied';
import { expectOrderByFindings } from '../__testUtils__/openFindingOrder';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';
import { componentOf, specOf } from '../__testUtils__/core';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const BUCKET = 'written-at-once';
const OBJECT = `arn:aws:s3:::${BUCKET}/a`;

describe('a change that Backstage writes', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let host: ScanHost;
  let id: string;

  beforeAll(async () => {
    host = await startScanHost(databases, {
      entities: () => [componentOf('uploads', 'group:default/team')],
    });
    await host.scan(...SCOPES);
  }, 120_000);
  afterAll(() => host?.stop());

  const spec = (access: string) =>
    specOf({
      name: 'at-once',
      grants: [{ service: 's3', access, resource: BUCKET }],
    });
  const mayGet = async (): Promise<string[]> => {
    const { body } = await host.get(
      `/access?action=s3:PutObject&resource=${encodeURIComponent(OBJECT)}`,
    );
    return body.items
      .flatMap(({ serviceAccount }: { serviceAccount?: { id: string } }) =>
        serviceAccount ? [serviceAccount.id] : [],
      )
      .filter((one: string) => one === id);
  };
  const listed = async () => {
    const { body } = await host.get('/fleet/service-accounts?q=at-once');
    return body.items;
  };
  const total = async (): Promise<number> =>
    (await host.get('/overview')).body.serviceAccounts.total;

  it('appears in lists, overview, and answers immediately', async () => {
    const before = await total();
    const { status, body } = await host.put(spec('write'));
    expect(status).toBe(200);
    id = body.serviceAccount.id;
    expect(await listed()).toMatchObject([
      {
        id,
        owners: ['group:default/team'],
        entityRef: 'component:default/uploads',
        roleArn: body.serviceAccount.roleArn,
        status: body.verification.status,
      },
    ]);
    expect(await total()).toBe(before + 1);
    expect((await expectOrderByFindings(host)).has(id)).toBe(true);
    expect(await mayGet()).toEqual([id]);
    const { body: roles } = await host.get('/roles?q=at-once');
    expect(roles.items).toMatchObject([
      { use: 'service-account', serviceAccounts: 1 },
    ]);
  });

  it('updates the answer to who can do something immediately', async () => {
    expect((await host.put(spec('read'))).status).toBe(200);
    expect(await mayGet()).toEqual([]);
    expect((await host.put(spec('write'))).status).toBe(200);
    expect(await mayGet()).toEqual([id]);
  });

  it('updates the answer even if a later step fails, and again when it is rolled back', async () => {
    expect((await host.put(spec('read'))).status).toBe(200);
    const failed = await whileDenied(
      host,
      { action: 'iam:AttachRolePolicy' },
      () => host.put({ ...spec('write'), managedPolicyArns: [READ_ONLY] }),
    );
    expect(failed.status).toBe(503);
    expect(await mayGet()).toEqual([id]);
    expect((await host.put(spec('write'))).status).toBe(200);

    const other = { ...spec('write'), name: 'at-once-too' };
    const denied = { action: 'iam:AttachRolePolicy' };
    await whileDenied(host, denied, () => host.put(other));
    const listedToo = async () => {
      const { body } = await host.get('/fleet/service-accounts?q=at-once-too');
      return body.items;
    };
    const [row] = await listedToo();
    expect(row.checkedAt).toEqual(expect.any(String));
    const { id: operation } = await host
      .knex('operations')
      .where({ service_account_id: row.id })
      .first('id');
    const undone = await host.post(`/operations/${operation}/rollbacks`, {});
    expect(undone.status).toBe(200);
    expect(await listedToo()).toEqual([]);
    const { body } = await host.get(`/findings?serviceAccountId=${row.id}`);
    expect(body.items).toEqual([]);
  });

  it('leaves open what only a scan can assess: unused services, report-only guardrails, and systems that share a role', async () => {
    const { body } = await host.get('/roles?q=at-once');
    const finding = await host.knex('findings').first();
    const account = await host.knex('service_accounts').where({ id }).first();
    const role = {
      ...{ subject_kind: 'role', subject_id: body.items[0].id },
      scope: 'account:111122223333',
    };
    const rows = [
      { ...role, check_id: 'unused-services' },
      { ...role, check_id: 'shared-role' },
      {
        ...{ subject_kind: 'service-account', subject_id: id },
        ...{ scope: 'cluster:prod-eu', check_id: 'report-only-guardrail' },
      },
    ].map(row => ({
      ...{ ...finding, ...row, id: row.check_id },
      resolved_at: null,
    }));
    await host.knex('findings').insert(rows);
    // Another ServiceAccount names the role, possibly of another system.
    const other = { ...account, id: 'other', name: 'other' };
    await host.knex('service_accounts').insert(other);
    const stored = host.knex('findings').whereIn(
      'id',
      rows.map(row => row.id),
    );
    expect((await host.put(spec('read'))).status).toBe(200);
    expect((await host.put(spec('write'))).status).toBe(200);
    expect(await stored.clone().whereNull('resolved_at')).toHaveLength(3);
    await stored.clone().delete();
    await host.knex('service_accounts').where({ id: 'other' }).delete();
  });

  it('is not changed by the next scan', async () => {
    const before = await listed();
    await host.scan('account:111122223333', 'cluster:prod-eu');
    const [{ checkedAt: _, ...after }] = await listed();
    expect(before).toMatchObject([after]);
    expect(await mayGet()).toEqual([id]);
  });

  it('stays while a list of IAM does not contain its new role yet', async () => {
    const { roles } = host.sandbox.world.accounts.get('111122223333')!;
    const [key, role] = [...roles].find(([name]) => name.includes('at-once'))!;
    roles.delete(key);
    await host.scan('account:111122223333');
    expect(await mayGet()).toEqual([id]);
    // Two minutes later, a missing role is deleted.
    await host
      .knex('inventory_roles')
      .where({ arn: role.arn })
      .update({ created_at: '2026-11-24T12:00:00.000Z' });
    await host.scan('account:111122223333');
    expect(await mayGet()).toEqual([]);
    roles.set(key, role);
    await host.scan('account:111122223333');
    expect(await mayGet()).toEqual([id]);
  });

  it('disappears everywhere once its service account is deleted', async () => {
    const before = await total();
    expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    expect(await listed()).toEqual([]);
    expect(await total()).toBe(before - 1);
    expect(await mayGet()).toEqual([]);
    expect((await host.get('/roles?q=at-once')).body.items).toEqual([]);
    const { body } = await host.get(`/findings?serviceAccountId=${id}`);
    expect(body.items).toEqual([]);
  });
});
