import { handMadeFleet } from '../__testUtils__/inventory/handMade';
import { handMadeHost } from '../__testUtils__/inventory/handMadeHost';
import { roleArn } from '../__testUtils__/internals';
import { expectSumsToAgree } from '../__testUtils__/sums';

const OBJECT = 'arn:aws:s3:::ledger-files/january';

const nameOfNode = ({ kind, name }: { kind: string; name: string }) =>
  `${kind} ${name}`;

describe('the fleet as last scanned', () => {
  const { ids } = handMadeFleet();
  const fleet = handMadeHost();

  it('is summarized on the overview', async () => {
    const { body } = await fleet().get('/overview');
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

  it('has the same counts on every page', async () => {
    const sums = await expectSumsToAgree(
      async path => (await fleet().get(path)).body,
    );
    expect(sums).toMatchObject({
      'service-accounts': 5,
      workloads: 3,
      findings: 3,
      roles: 4,
      'accepted findings': 1,
    });
  });

  it('groups findings by check, the most severe first', async () => {
    const { body } = await fleet().get('/finding-groups');
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

  it.each([
    [
      'a sort column that does not exist',
      () => fleet().get('/roles?sort=color'),
    ],
    [
      'a filter that the list does not have',
      () => fleet().get('/roles?status=broken'),
    ],
    ['a limit above 500', () => fleet().get('/findings?limit=501')],
    ['a cursor that no page returned', () => fleet().get('/findings?cursor=x')],
    [
      'a cursor of another sort order',
      async () => {
        const { body } = await fleet().get('/findings?limit=1');
        return fleet().get(`/findings?sort=age&cursor=${body.nextCursor}`);
      },
    ],
    ['a NUL character', () => fleet().get('/findings?q=%00')],
    ['an account ID that is not valid', () => fleet().get('/roles?account=12')],
    [
      'an exported table that does not exist',
      () => fleet().get('/exports/secrets'),
    ],
    [
      'a filter that the exported table does not have',
      () => fleet().get('/exports/roles?status=broken'),
    ],
    [
      'an action with wildcards',
      () => fleet().get(`/access?action=s3:*&resource=${OBJECT}`),
    ],
    [
      'an action that AWS does not have',
      () => fleet().get(`/access?action=s3:Steal&resource=${OBJECT}`),
    ],
    [
      'an access query without a resource',
      () => fleet().get('/access?action=s3:GetObject'),
    ],
    [
      'an access query with a cursor that no page returned',
      () =>
        fleet().get(`/access?action=s3:GetObject&resource=${OBJECT}&cursor=x`),
    ],
    [
      'a bucket ARN for an action on objects',
      () => fleet().get('/access?action=s3:GetObject&resource=arn:aws:s3:::a'),
    ],
  ])('responds 400 to %s', async (_, ask) => {
    const { status, body } = await ask();
    expect([status, body.error.name]).toEqual([400, 'InputError']);
  });

  it('shows a role, its trusted principals, and what they could reach', async () => {
    const { body } = await fleet().get(`/roles/${ids.ledgerRole}`);
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
    const { status, body } = await fleet().get(`/access-graph?${query}`);
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

  it('shows a role that trusts another role of its account by name, without a policy of that role', async () => {
    const { knex } = fleet();
    const shared = knex('inventory_roles').where({ id: ids.sharedRole });
    const [{ facts, trusted }] = await shared.clone();
    const ledger = roleArn('111122223333', 'ledger');
    const document = {
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
          Principal: { AWS: ledger },
        },
      ],
    };
    const known = JSON.parse(facts);
    const trust = { text: JSON.stringify(document), errors: [] };
    await shared.clone().update({
      facts: JSON.stringify({ ...known, role: { ...known.role, trust } }),
      trusted: JSON.stringify([
        { kind: 'principal', name: ledger, statement: 0 },
      ]),
    });
    const trusting = { principal: ledger, role_id: ids.sharedRole };
    await knex('inventory_trusting_roles').insert(trusting);
    const { body } = await fleet().get(
      `/access-graph?roleId=${ids.ledgerRole}`,
    );
    const assumed = body.nodes.find(
      ({ kind }: { kind: string }) => kind === 'assumed-role',
    );
    expect(assumed).toMatchObject({ name: 'shared', objectId: ids.sharedRole });
    expect(
      body.edges.map(({ from, to }: Record<string, string>) => [from, to]),
    ).toContainEqual([`role ${ids.ledgerRole}`, assumed.id]);
    const { body: detail } = await fleet().get(`/roles/${ids.ledgerRole}`);
    expect(detail.blastRadius.assumableRoles).toEqual([
      roleArn('111122223333', 'shared'),
      'arn:aws:iam::444455556666:role/reports',
    ]);
    await shared.clone().update({ facts, trusted });
    await knex('inventory_trusting_roles').where(trusting).delete();
  });

  it.each([
    ['no scope', ''],
    ['two scopes', `roleId=${ids.ledgerRole}&cluster=prod-eu&namespace=shop`],
    ['a namespace without its cluster', 'namespace=shop'],
    ['a whole cluster', 'cluster=prod-eu'],
    ['an entity reference that is not valid', 'entityRef=::'],
  ])('responds 400 to a graph of %s', async (_, query) => {
    const { status, body } = await fleet().get(`/access-graph?${query}`);
    expect([status, body.error.name]).toEqual([400, 'InputError']);
    expect(body.error.message).toMatch(/`entityRef`/);
  });

  it.each(['roleId=none', 'serviceAccountId=none'])(
    'responds 404 to a graph of an unknown resource: %s',
    async query => {
      const { status } = await fleet().get(`/access-graph?${query}`);
      expect(status).toBe(404);
    },
  );

  it('has an empty graph for a namespace without IAM service accounts', async () => {
    const { body } = await fleet().get(
      '/access-graph?cluster=prod-eu&namespace=none',
    );
    expect(body).toEqual({ nodes: [], edges: [], paths: 0, limitations: [] });
  });

  it('shows a node role with its plan and dependent workloads', async () => {
    const { body } = await fleet().get(`/node-roles/${ids.nodeRole}`);
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

  it('responds 404 to the scan of a scope that is not configured', async () => {
    const { status, body } = await fleet().post(
      '/scopes/cluster:moon/scans',
      {},
    );
    expect([status, body.error.message]).toEqual([
      404,
      'Scan scope "cluster:moon" not found.',
    ]);
  });
});
