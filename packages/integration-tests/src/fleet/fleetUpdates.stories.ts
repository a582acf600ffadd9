import { TestDatabases } from '@backstage/backend-test-utils';
import { expectOrderByFindings } from '../__testUtils__/openFindingOrder';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';
import { componentOf, specOf } from '../__testUtils__/core';

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

  it('leaves open what only a scan can assess: the services that its role does not use', async () => {
    const { body } = await host.get('/roles?q=at-once');
    const finding = await host.knex('findings').first();
    const unused = {
      subject_id: body.items[0].id,
      check_id: 'unused-services',
    };
    await host.knex('findings').insert({
      ...{ ...finding, ...unused, id: 'unused' },
      ...{ scope: 'account:111122223333', subject_kind: 'role' },
      resolved_at: null,
    });
    expect((await host.put(spec('read'))).status).toBe(200);
    expect((await host.put(spec('write'))).status).toBe(200);
    expect(await host.knex('findings').where(unused)).toMatchObject([
      { resolved_at: null },
    ]);
    await host.knex('findings').where(unused).delete();
  });

  it('is not changed by the next scan', async () => {
    const before = await listed();
    await host.scan('account:111122223333', 'cluster:prod-eu');
    const [{ checkedAt: _, ...after }] = await listed();
    expect(before).toMatchObject([after]);
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
