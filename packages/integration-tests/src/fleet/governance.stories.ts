import request from 'supertest';
import { API } from '../__testUtils__/host';
import { handMadeFleet } from '../__testUtils__/inventory/handMade';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { accountRow } from '../__testUtils__/internals';
import { expectSumsToAgree } from '../__testUtils__/sums';

const OBJECT = 'arn:aws:s3:::ledger-files/january';

const nameOfNode = ({ kind, name }: { kind: string; name: string }) =>
  `${kind} ${name}`;

describe('the fleet as last scanned', () => {
  const { rows, ids } = handMadeFleet();
  let host: Awaited<ReturnType<typeof startFleetHost>>;
  beforeAll(async () => {
    host = await startFleetHost(rows);
  });
  afterAll(() => host?.stop());

  const names = async (path: string) => {
    const { status, body } = await host.get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(body.total).toBe(body.items.length);
    return body.items.map(({ name }: { name: string }) => name);
  };
  const accept = (id: string, body: object) =>
    request(host.backend.server)
      .put(`${API}/findings/${id}/acceptance`)
      .send(body);
  const inDays = (days: number) =>
    new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();

  it('is there at a glance', async () => {
    const { body } = await host.get('/overview');
    expect(body).toMatchObject({
      serviceAccounts: {
        total: 5,
        verified: 2,
        degraded: 1,
        broken: 1,
        unknown: 1,
      },
      withoutOwner: 2,
      identitySources: {
        serviceAccountRole: 1,
        nodeRole: 1,
        staticKeys: 1,
        none: 0,
        unknown: 0,
      },
      findings: {
        critical: 1,
        high: 1,
        medium: 1,
        low: 0,
        accepted: 1,
        shared: 0,
      },
      roles: { total: 4, unused: 1 },
    });
    const value = ({ value: of }: { value: number }) => of;
    expect(body.trends.broken.map(value)).toEqual([
      1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1,
    ]);
    expect(body.trends.highFindings.map(value).slice(-5)).toEqual([
      2, 1, 2, 2, 2,
    ]);
    expect(body.trends.unusedRoles.map(value)).toEqual([1, 1]);
    expect(
      body.scopes.map(({ id, state }: { id: string; state: string }) => [
        id,
        state,
      ]),
    ).toEqual([
      ['cluster:prod-eu', 'current'],
      ['cluster:staging-eu', 'stale'],
      ['account:111122223333', 'current'],
      ['account:444455556666', 'never'],
    ]);
  });

  it('is counted the same on every page', async () => {
    const sums = await expectSumsToAgree(
      async path => (await host.get(path)).body,
    );
    expect(sums).toMatchObject({
      'service-accounts': 5,
      workloads: 3,
      findings: 3,
      roles: 4,
      'accepted findings': 1,
    });
  });

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
    [
      '/fleet/service-accounts?sort=pods',
      ['ledger', 'orders', 'orders', 'batch', 'cart'],
    ],
    ['/fleet/workloads?identitySource=node-role', ['cronjob/batch']],
    ['/roles?unused=true', ['staging-orders']],
    ['/roles?use=trust-only', ['nobodys']],
    ['/roles?cluster=staging-eu', ['staging-orders']],
    ['/roles?managedBy=Terraform', ['shared']],
    ['/roles?managedBy=none', ['nobodys', 'ledger', 'staging-orders']],
    ['/roles?managedBy=Pulumi', []],
    ['/roles?sort=risk', ['nobodys', 'ledger', 'staging-orders', 'shared']],
    ['/node-roles?q=nodes', ['nodes']],
  ])('is narrowed and sorted: %s', async (path, expected) => {
    const found = await names(path);
    // What is equal by the order that was asked for comes in any.
    expect(path.includes('sort=') ? found[0] : found).toEqual(
      path.includes('sort=') ? expected[0] : expected,
    );
    expect([...found].sort()).toEqual([...expected].sort());
  });

  it('says whose they are by the migrations too', async () => {
    const { body: fleet } = await host.get('/fleet/service-accounts');
    const { body } = await host.get('/migrations');
    const owners = body.items.map(
      ({ id, owner }: { id: string; owner: string | null }) => [id, owner],
    );
    expect(Object.fromEntries(owners)).toEqual(
      Object.fromEntries(
        fleet.items.map((item: { id: string; owners: string[] }) => [
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
  ])('has findings by %s', async (query, expected) => {
    const { body } = await host.get(`/findings?${query}`);
    expect(
      body.items.map(
        ({ subject }: { subject: { name: string } }) =>
          subject.name.split('/')[1],
      ),
    ).toEqual(expected);
  });

  describe('facets', () => {
    const facets = async (table: string, query: string) => {
      const { body } = await host.get(`/facets/${table}?${query}`);
      return Object.fromEntries(
        body.items.map(
          (facet: {
            name: string;
            values: { value: string; count: number }[];
          }) => [
            facet.name,
            facet.values.map(({ value, count }) => `${value} ${count}`),
          ],
        ),
      );
    };

    it('count the values of a filter by all other filters', async () => {
      expect(await facets('findings', 'facets=severity,check')).toEqual({
        severity: ['critical 1', 'high 1', 'medium 1'],
        check: ['boundary-missing 1', 'role-exists 1', 'trust-scope 1'],
      });
      expect(
        await facets('findings', 'facets=severity,check&severity=high'),
      ).toEqual({
        severity: ['critical 1', 'high 1', 'medium 1'],
        check: ['trust-scope 1'],
      });
    });

    it.each(['service-accounts', 'workloads', 'findings', 'roles'])(
      'of %s sum up to their list, by every filter that has one value a row',
      async table => {
        const path = ['service-accounts', 'workloads'].includes(table)
          ? `/fleet/${table}`
          : `/${table}`;
        const { body } = await host.get(path);
        const { body: all } = await host.get(`/facets/${table}`);
        const single: { name: string; values: { count: number }[] }[] =
          all.items.filter(
            ({ name }: { name: string }) =>
              !['owner', 'cluster', 'account', 'namespace'].includes(name),
          );
        expect(
          single.map(({ values }) =>
            values.reduce((total, { count }) => total + count, 0),
          ),
        ).toEqual(single.map(() => body.total));
        for (const { name, values } of all.items) {
          for (const { value, count } of values) {
            const { body: some } = await host.get(
              `${path}?${name}=${encodeURIComponent(value)}`,
            );
            expect([name, value, some.total]).toEqual([name, value, count]);
          }
        }
      },
    );

    it('agree with the overview and with the groups', async () => {
      const { body: overview } = await host.get('/overview');
      const { severity, owner } = await facets(
        'findings',
        'facets=severity,owner',
      );
      const { critical, high, medium, low } = overview.findings;
      const known = Object.entries({ critical, high, medium, low });
      expect([...severity].sort()).toEqual(
        known
          .filter(([, count]) => Number(count) > 0)
          .map(([name, count]) => `${name} ${count}`)
          .sort(),
      );
      expect([...owner].sort()).toEqual(
        overview.byOwner
          .map(
            (one: { owner: string | null; open: number }) =>
              `${one.owner ?? 'none'} ${one.open}`,
          )
          .sort(),
      );
      const { body: groups } = await host.get('/finding-groups');
      const sum = (name: string) =>
        groups.items.reduce(
          (total: number, group: Record<string, number>) => total + group[name],
          0,
        );
      expect(known.map(([name]) => sum(name))).toEqual(
        known.map(([, count]) => count),
      );
    });

    it.each([
      ['/findings?severity=high,worst', 'severity'],
      ['/facets/findings?facets=mechanism', 'no facet mechanism'],
      ['/facets/findings?mechanism=irsa', 'no such filter'],
      ['/facets/everything', 'table'],
    ])('refuse %s', async (path, words) => {
      const { status, body } = await host.get(path);
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringContaining(words),
      ]);
    });
  });

  it('groups findings by check, the worst first', async () => {
    const { body } = await host.get('/finding-groups');
    expect(body.items).toEqual([
      expect.objectContaining({
        id: 'role-exists',
        severity: 'critical',
        ...{ findings: 1, subjects: 1, critical: 1, high: 0 },
      }),
      expect.objectContaining({ id: 'trust-scope', severity: 'high' }),
      expect.objectContaining({ id: 'boundary-missing', severity: 'medium' }),
    ]);
  });

  it('opens again a finding whose acceptance has run out', async () => {
    const { body } = await host.get(`/findings/${ids.ranOutFinding}`);
    expect(body).toMatchObject({ state: 'open' });
    expect(body.acceptance).toBeUndefined();
  });

  describe('a finding', () => {
    const reason = 'The service is switched off next week.';

    it('is accepted with a reason until a day, and opened again', async () => {
      const until = inDays(7);
      const { status, body } = await accept(ids.ledgerFinding, {
        reason,
        until,
      });
      expect([status, body.state]).toEqual([200, 'accepted']);
      expect(body.acceptance).toEqual({
        by: 'user:default/mock',
        reason,
        at: expect.any(String),
        until,
      });
      const { body: overview } = await host.get('/overview');
      expect(overview.findings).toMatchObject({ high: 0, accepted: 2 });
      const reopened = await host.delete(
        `/findings/${ids.ledgerFinding}/acceptance`,
      );
      expect(reopened.body.state).toBe('open');
      expect(reopened.body.acceptance).toBeUndefined();
    });

    it.each<[string, object, string, string]>([
      [
        'a reason of spaces',
        { reason: ' '.repeat(20) },
        'reason',
        'reason-length',
      ],
      ['a time that is past', { until: inDays(-1) }, 'until', 'until-future'],
      ['a time in 91 days', { until: inDays(91) }, 'until', 'until-latest'],
    ])('is not accepted with %s', async (_, change, field, rule) => {
      const { status, body } = await accept(ids.ledgerFinding, {
        reason,
        until: inDays(7),
        ...change,
      });
      expect(status).toBe(400);
      expect(body.error.message).toContain(`${field}: `);
      expect(body.error.message).toContain(`[${rule}]`);
      const finding = await host.get(`/findings/${ids.ledgerFinding}`);
      expect(finding.body.state).toBe('open');
    });

    it('that is resolved is not accepted', async () => {
      const { status, body } = await accept(ids.resolvedFinding, {
        reason,
        until: inDays(7),
      });
      expect([status, body.error.name]).toEqual([409, 'ConflictError']);
    });
  });

  it.each([
    [
      'a short reason',
      () => accept(ids.ledgerFinding, { reason: 'short', until: inDays(1) }),
    ],
    [
      'a time that is none',
      () =>
        accept(ids.ledgerFinding, {
          reason: 'It is known to all.',
          until: 'soon',
        }),
    ],
    ['a column that is none', () => host.get('/roles?sort=color')],
    [
      'a filter that its list does not have',
      () => host.get('/roles?status=broken'),
    ],
    ['a limit above 500', () => host.get('/findings?limit=501')],
    ['a cursor that no page returned', () => host.get('/findings?cursor=x')],
    [
      'a cursor of another order',
      async () => {
        const { body } = await host.get('/findings?limit=1');
        return host.get(`/findings?sort=age&cursor=${body.nextCursor}`);
      },
    ],
    ['a NUL', () => host.get('/findings?q=%00')],
    ['an account that is none', () => host.get('/roles?account=12')],
    ['a table that is none', () => host.get('/exports/secrets')],
    [
      'a filter that the exported table does not have',
      () => host.get('/exports/roles?status=broken'),
    ],
    [
      'an action with wildcards',
      () => host.get(`/access?action=s3:*&resource=${OBJECT}`),
    ],
    [
      'an action that AWS does not have',
      () => host.get(`/access?action=s3:Steal&resource=${OBJECT}`),
    ],
    ['no resource', () => host.get('/access?action=s3:GetObject')],
    [
      'a cursor that no answer returned',
      () => host.get(`/access?action=s3:GetObject&resource=${OBJECT}&cursor=x`),
    ],
    [
      'a bucket for an object',
      () => host.get('/access?action=s3:GetObject&resource=arn:aws:s3:::a'),
    ],
  ])('answers 400 to %s', async (_, ask) => {
    const { status, body } = await ask();
    expect([status, body.error.name]).toEqual([400, 'InputError']);
  });

  it('shows a role, who can be it, and what that one could reach', async () => {
    const { body } = await host.get(`/roles/${ids.ledgerRole}`);
    expect(body).toMatchObject({
      role: { name: 'ledger', serviceAccounts: 1, risk: 'high', unused: false },
      trust: [expect.stringContaining('ServiceAccount production/orders')],
      policies: [expect.objectContaining({ name: 'inline' })],
      blastRadius: {
        assumableRoles: ['arn:aws:iam::444455556666:role/reports'],
        serviceAccounts: [
          { id: ids.ledger, findings: 1, highestSeverity: 'high' },
        ],
        indirectAccess: [
          {
            cluster: 'prod-eu',
            subject: 'Group developers',
            method: 'exec',
            grantedBy: 'RoleBinding payments/deployers',
          },
        ],
      },
      findings: [],
    });
    const services = body.blastRadius.services.map(
      ({ service }: { service: string }) => service,
    );
    expect(services.sort()).toEqual(['s3', 'sts']);
  });

  it.each([
    [`roleId=${ids.ledgerRole}`],
    [`serviceAccountId=${ids.ledger}`],
    ['entityRef=component:default/Ledger'],
    ['cluster=prod-eu&namespace=payments'],
  ])('shows who reaches what, and the cheapest cut: %s', async query => {
    const { status, body } = await host.get(`/access-graph?${query}`);
    expect([status, body.nodes.map(nameOfNode)]).toEqual([
      200,
      [
        'subject Group developers',
        'binding RoleBinding payments/deployers',
        'service-account payments/ledger',
        'role ledger',
        expect.stringMatching(/^service .*S3/),
        expect.stringMatching(/^service .*(STS|Security Token)/),
      ],
    ]);
    const [subject, binding] = body.nodes;
    expect(binding).toMatchObject({ methods: ['exec'], paths: 2 });
    expect(body).toMatchObject({
      paths: 2,
      bestCut: { from: subject.id, to: binding.id, paths: 2, pods: 0 },
      limitations: [
        expect.stringContaining('arn:aws:iam::444455556666:role/reports'),
      ],
    });
  });

  it.each([
    ['without a scope', ''],
    ['two scopes', `roleId=${ids.ledgerRole}&cluster=prod-eu&namespace=shop`],
    ['a namespace of no cluster', 'namespace=shop'],
    ['a whole cluster', 'cluster=prod-eu'],
    ['what is no entity', 'entityRef=::'],
  ])('answers 400 to a graph of %s', async (_, query) => {
    const { status, body } = await host.get(`/access-graph?${query}`);
    expect([status, body.error.name]).toEqual([400, 'InputError']);
    expect(body.error.message).toMatch(/`entityRef`/);
  });

  it.each(['roleId=none', 'serviceAccountId=none'])(
    'answers 404 to a graph of nothing: %s',
    async query => {
      const { status } = await host.get(`/access-graph?${query}`);
      expect(status).toBe(404);
    },
  );

  it('has an empty graph of a namespace without IAM service accounts', async () => {
    const { body } = await host.get(
      '/access-graph?cluster=prod-eu&namespace=none',
    );
    expect(body).toEqual({ nodes: [], edges: [], paths: 0, limitations: [] });
  });

  it('shows a node role with its plan and those who depend on it', async () => {
    const { body } = await host.get(`/node-roles/${ids.nodeRole}`);
    expect(body).toMatchObject({
      nodeRole: {
        excess: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
        hopLimit: 2,
      },
      needed: ['arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy'],
      dependentWorkloads: [{ name: 'cronjob/batch' }],
      plan: [{ title: 'Lower the hop limit' }],
    });
  });

  describe('who can', () => {
    const ask = async (query: string) => {
      const { status, body } = await host.get(`/access?${query}`);
      expect(status).toBe(200);
      return body;
    };
    interface Holder {
      roleArn: string;
      decision: string;
      serviceAccount: { name: string; cluster: string } | null;
    }
    const held = ({ items }: { items: Holder[] }) =>
      items.map(({ roleArn, decision, serviceAccount: by }) => [
        roleArn.split('/')[1],
        by && `${by.cluster} ${by.name}`,
        decision,
      ]);

    it('delete an object: by policy, within the boundary, by anyone who has the role', async () => {
      const body = await ask(`action=s3:DeleteObject&resource=${OBJECT}`);
      expect(held(body)).toEqual([
        ['ledger', 'prod-eu ledger', 'allowed'],
        ['nobodys', null, 'allowed-if'],
        ['staging-orders', 'staging-eu orders', 'allowed'],
      ]);
      expect([body.total, body.roles]).toEqual([3, 4]);
      expect(body.items[1].conditions).toEqual([
        'but not when aws:SourceVpce is not vpce-2, or is absent',
      ]);
      expect(body.limitations).toEqual(
        expect.arrayContaining([
          expect.stringContaining('organization'),
          expect.stringContaining('in which account the resource is'),
        ]),
      );
    });

    it('send to a queue of another account, as far as their own side goes', async () => {
      const queue = 'arn:aws:sqs:eu-west-1:444455556666:orders';
      const body = await ask(`action=sqs:SendMessage&resource=${queue}`);
      expect(held(body)).toEqual(
        [
          ['nobodys', null, 'allowed'],
          ['shared', 'prod-eu cart', 'allowed-if'],
          ['shared', 'prod-eu orders', 'allowed-if'],
        ].sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
      );
      expect(body.limitations[0]).toBe(
        'The resource belongs to account 444455556666, the principal to account 111122223333, and no resource policy was given. That policy was not read: it has to allow it too.',
      );
    });

    it('is narrowed by cluster and account, and comes page by page', async () => {
      const query = `action=s3:GetObject&resource=${OBJECT}`;
      const staging = await ask(`${query}&cluster=staging-eu`);
      expect(held(staging)).toEqual([
        ['staging-orders', 'staging-eu orders', 'allowed'],
      ]);
      const prod = await ask(`${query}&account=111122223333`);
      expect(prod.total).toBe(4);
      const all: unknown[] = [];
      let cursor = '';
      do {
        const page = await ask(`${query}&limit=1${cursor}`);
        expect(page.total).toBe(5);
        all.push(...held(page));
        cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
      } while (cursor);
      expect(all).toEqual(held(await ask(query)));
    });

    it('is answered again after the next scan', async () => {
      const query = `action=dynamodb:GetItem&resource=arn:aws:dynamodb:eu-west-1:111122223333:table/a`;
      expect(held(await ask(query))).toEqual([['nobodys', null, 'allowed']]);
      await host
        .knex('inventory_roles')
        .where({ id: ids.nobodysRole })
        .update({ policy_set: 'ledger' });
      const account = { id: 'account:111122223333' };
      const at = new Date().toISOString();
      await host
        .knex('inventory_scopes')
        .where(account)
        .update({ completed_at: at });
      expect(held(await ask(query))).toEqual([]);
      await host
        .knex('inventory_roles')
        .where({ id: ids.nobodysRole })
        .update({ policy_set: 'all' });
    });
  });

  describe('exported', () => {
    it('as CSV is a file whose cells are no formulas', async () => {
      const formula = accountRow(
        { cluster: 'prod-eu', namespace: 'shop', name: '=cmd|calc' },
        { change: { id: 'formula', role_arn: '@SUM(1)' } },
      );
      await host.knex('service_accounts').insert(formula);
      const { headers, text } = await host.get(
        '/exports/service-accounts?namespace=shop&cluster=prod-eu',
      );
      await host.knex('service_accounts').where({ id: 'formula' }).delete();
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(headers['content-disposition']).toMatch(
        /^attachment; filename="irsa-service-accounts-\d{4}-\d\d-\d\d\.csv"$/,
      );
      const [header, ...lines] = text.trim().split('\n');
      expect(header.replace('\ufeff', '')).toMatch(
        /^cluster,namespace,name,mechanism,roleArn/,
      );
      expect(lines).toHaveLength(3);
      expect(lines).toContainEqual(
        expect.stringMatching(/^prod-eu,shop,'=cmd\|calc,irsa,'@SUM\(1\),/),
      );
    });

    it('as JSON is the list, however many pages that is', async () => {
      const more = Array.from({ length: 1100 }, (_, at) =>
        accountRow({ cluster: 'prod-us', namespace: 'many', name: `n${at}` }),
      );
      await host.knex.batchInsert('service_accounts', more, 100);
      const { headers, body } = await host.get(
        '/exports/service-accounts?format=json&cluster=prod-us',
      );
      await host.knex('service_accounts').where({ namespace: 'many' }).delete();
      expect(headers['content-type']).toContain('application/json');
      expect(body).toHaveLength(1100);
      expect(new Set(body.map(({ id }: { id: string }) => id)).size).toBe(1100);
    });

    it.each(['workloads', 'findings', 'roles', 'node-roles'])(
      'has all of %s',
      async table => {
        const path = table === 'workloads' ? '/fleet/workloads' : `/${table}`;
        const { body } = await host.get(path);
        const { text } = await host.get(`/exports/${table}`);
        expect(text.trim().split('\n')).toHaveLength(body.total + 1);
        const json = await host.get(`/exports/${table}?format=json`);
        expect(json.body).toEqual(expect.arrayContaining(body.items));
      },
    );

    it('is an empty list where there is nothing', async () => {
      const { body } = await host.get('/exports/roles?format=json&q=nothing');
      expect(body).toEqual([]);
    });
  });

  it('has no scope that is not configured, and says so', async () => {
    const { status, body } = await host.post('/scopes/cluster:moon/scans', {});
    expect([status, body.error.message]).toEqual([
      404,
      'Scan scope "cluster:moon" not found.',
    ]);
  });
});
