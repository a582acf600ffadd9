import { handMadeFleet } from '../../__testUtils__/inventory/handMade';
import { handMadeHost } from '../../__testUtils__/inventory/handMadeHost';
import { accountRow } from '../../__testUtils__/internals';

describe('lists of the fleet', () => {
  const { ids } = handMadeFleet();
  const fleet = handMadeHost();
  const valuesOf = async (field: string, path: string) => {
    const { status, body } = await fleet().get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(body.total).toBe(body.items.length);
    return body.items.map((item: Record<string, unknown>) => item[field]);
  };

  it.each([
    ['/fleet/service-accounts?q=LEDG', ['ledger']],
    ['/fleet/service-accounts?q=shop/ca', ['cart']],
    ['/fleet/service-accounts?q=role/shared', ['orders', 'cart']],
    ['/fleet/service-accounts?q=_edger', []],
    ['/fleet/service-accounts?q=%25', []],
    ['/fleet/service-accounts?cluster=staging-eu', ['orders']],
    ['/fleet/service-accounts?namespace=legacy', ['batch']],
    ['/fleet/service-accounts?account=444455556666', ['orders']],
    ['/fleet/service-accounts?owner=group:default/OTHERS', ['orders', 'cart']],
    ['/fleet/service-accounts?owner=none', ['batch']],
    ['/fleet/service-accounts?status=unknown', ['batch']],
    ['/fleet/service-accounts?mechanism=pod-identity', ['orders']],
    ['/fleet/service-accounts?entity=none', ['cart', 'batch']],
    [`/fleet/service-accounts?serviceAccountId=${ids.ledger}`, ['ledger']],
    ['/fleet/service-accounts?serviceAccountId=none', []],
    ['/fleet/workloads?identitySource=node-role', ['cronjob/batch']],
    ['/roles?unused=true', ['staging-orders']],
    ['/roles?use=trust-only', ['nobodys']],
    ['/roles?cluster=staging-eu', ['staging-orders']],
    ['/roles?managedBy=Terraform', ['shared']],
    ['/roles?managedBy=none', ['nobodys', 'ledger', 'staging-orders']],
    ['/roles?managedBy=Pulumi', []],
    ['/node-roles?q=nodes', ['nodes']],
    [`/migrations?serviceAccountId=${ids.ledger}`, ['ledger']],
    [`/migrations?serviceAccountId=${ids.ledger}&stage=in-progress`, []],
    ['/migrations?serviceAccountId=none', []],
  ])('are filtered: %s', async (path, expected) => {
    expect(await valuesOf('name', path)).toEqual(expected);
  });

  it('contain only the workload with an ID', async () => {
    const all: string[] = await valuesOf('id', '/fleet/workloads');
    expect(all.length).toBeGreaterThan(1);
    for (const id of all) {
      const path = `/fleet/workloads?workloadId=${id}`;
      expect(await valuesOf('id', path)).toEqual([id]);
    }
    expect(await valuesOf('id', '/fleet/workloads?workloadId=none')).toEqual(
      [],
    );
  });

  // Items with equal values come in any order.
  it.each<[string, string, unknown[]]>([
    [
      '/fleet/service-accounts?sort=status',
      'status',
      ['broken', 'degraded', 'unknown', 'verified', 'verified'],
    ],
    ['/fleet/service-accounts?sort=pods', 'pods', [3, 1, 1, 1, 1]],
    ['/fleet/service-accounts?sort=pods&order=asc', 'pods', [1, 1, 1, 1, 3]],
    [
      '/fleet/workloads?sort=identitySource',
      'identitySource',
      ['static-keys', 'node-role', 'service-account-role'],
    ],
    ['/findings?sort=severity', 'severity', ['critical', 'high', 'medium']],
    ['/roles?sort=risk', 'risk', ['critical', 'high', null, null]],
    [
      '/roles?sort=name&order=desc',
      'name',
      ['staging-orders', 'shared', 'nobodys', 'ledger'],
    ],
  ])('are sorted: %s', async (path, field, expected) => {
    expect(await valuesOf(field, path)).toEqual(expected);
  });

  it.each([
    '/service-accounts',
    '/migrations',
    '/fleet/service-accounts?sort=place',
  ])('have a next page after the longest names: %s', async path => {
    const long = accountRow({
      cluster: `${'a'.repeat(100)}.ap-southeast-1.111122223333`,
      namespace: 'a'.repeat(63),
      name: 'a'.repeat(253),
    });
    await fleet().knex('service_accounts').insert(long);
    const at = `${path}${path.includes('?') ? '&' : '?'}limit=1`;
    const { body: first } = await fleet().get(at);
    const next = await fleet().get(`${at}&cursor=${first.nextCursor}`);
    await fleet().knex('service_accounts').where({ id: long.id }).delete();
    expect(first.items).toMatchObject([{ name: long.name }]);
    expect([next.status, next.body.items?.length]).toEqual([200, 1]);
  });

  it('name the owners in migrations too', async () => {
    const { body: list } = await fleet().get('/fleet/service-accounts');
    const { body } = await fleet().get('/migrations');
    const owners = body.items.map(
      ({ id, owner }: { id: string; owner: string | null }) => [id, owner],
    );
    expect(Object.fromEntries(owners)).toEqual(
      Object.fromEntries(
        list.items.map((item: { id: string; owners: string[] }) => [
          item.id,
          item.owners[0] ?? null,
        ]),
      ),
    );
    expect(owners.filter(([, owner]: string[]) => owner)).toHaveLength(4);
  });

  it.each([
    ['state=open', ['orders', 'ledger', 'cart']],
    ['state=accepted', ['cart']],
    ['state=resolved', ['batch']],
    ['severity=critical', ['orders']],
    ['severity=critical,high', ['orders', 'ledger']],
    ['check=trust-scope,role-exists&severity=high', ['ledger']],
    ['check=trust-scope', ['ledger']],
    ['subjectKind=role', []],
  ])('have findings by %s', async (query, expected) => {
    const { body } = await fleet().get(`/findings?${query}`);
    expect(
      body.items.map(
        ({ subject }: { subject: { name: string } }) =>
          subject.name.split('/')[1],
      ),
    ).toEqual(expected);
  });
});
