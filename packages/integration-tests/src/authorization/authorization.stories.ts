import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  irsaPermissions,
  irsaServiceAccountReadPermission as read,
  irsaServiceAccountVerifyPermission as verify,
} from '@backstage-irsa/plugin-irsa-common';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccount,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import request from 'supertest';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';
import {
  createIrsaServiceAccountConditionalDecision as decide,
  irsaServiceAccountConditions as only,
} from '@backstage-irsa/plugin-irsa-backend';

const OWNER = only.isEntityOwner({ claims: ['group:default/team'] });
const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const permissions = mockServices.permissions.mock();

/** Sets the decisions by permission name. Other permissions are allowed. */
function given(decisions: Record<string, PolicyDecision>): void {
  permissions.authorize.mockImplementation(async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  );
  permissions.authorizeConditional.mockImplementation(async requests =>
    requests.map(({ permission }) => decisions[permission.name] ?? ALLOW),
  );
}

describe('conditional decisions', () => {
  let host: TestHost;
  let accounts: IamServiceAccount[];
  const idOf = (name: string) =>
    accounts.find(account => account.name === name)!.id;
  const since = () => {
    const before = host.sandbox.world.calls.count;
    return () => host.sandbox.world.calls.since(before);
  };

  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('ledger', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/payments/ledger',
        }),
        componentOf('theirs', 'group:default/others'),
        ...['a', 'b', 'c'].map(name => componentOf(name, 'group:default/team')),
      ],
      features: [permissions.factory],
    });
    given({});
    const made = [
      specOf({ name: 'a', entityRef: 'component:default/a' }),
      specOf({ name: 'b', entityRef: 'component:default/b' }),
      specOf({
        name: 'c',
        entityRef: 'component:default/c',
        cluster: 'staging-eu',
      }),
    ];
    for (const spec of made) {
      const { status, body } = await host.put(spec);
      if (status !== 200) throw new Error(body.error.message);
    }
    await host.post('/entities/component/default/ledger/verifications', {});
    const { body } = await host.get('/service-accounts');
    accounts = body.items;
  });
  afterAll(() => host?.stop());
  beforeEach(() => given({}));

  it.each<[string, PolicyDecision, string[]]>([
    ['of the owner', decide(read, OWNER), ['ledger', 'a', 'b', 'c']],
    [
      'of other owners',
      decide(read, only.isEntityOwner({ claims: ['group:default/others'] })),
      [],
    ],
    [
      'in a cluster',
      decide(read, only.inCluster({ clusters: ['staging-eu'] })),
      ['c'],
    ],
    [
      'in namespaces',
      decide(read, only.inNamespace({ namespaces: ['pay*'] })),
      ['ledger'],
    ],
    [
      'in an account',
      decide(read, only.inAccount({ accounts: ['444455556666'] })),
      ['c'],
    ],
    [
      'that meet several conditions',
      decide(read, {
        allOf: [OWNER, { not: only.inCluster({ clusters: ['staging-eu'] }) }],
      }),
      ['ledger', 'a', 'b'],
    ],
  ])('list only those %s, with a matching total and pages', async (...row) => {
    const [, decision, names] = row;
    given({ [read.name]: decision });
    const { body } = await host.get('/service-accounts?limit=500');
    expect(body.items.map(({ name }: IamServiceAccount) => name)).toEqual(
      names,
    );
    expect(body.total).toBe(names.length);
    expect(body.nextCursor).toBeUndefined();

    const paged: string[] = [];
    let cursor = '';
    do {
      const page = await host.get(`/service-accounts?limit=1${cursor}`);
      expect(page.body.total).toBe(names.length);
      paged.push(
        ...page.body.items.map((item: IamServiceAccount) => item.name),
      );
      cursor = page.body.nextCursor && `&cursor=${page.body.nextCursor}`;
    } while (cursor);
    expect(paged).toEqual(names);
  });

  it.each([
    ['none', ['ledger']],
    ['group:default/team', ['a', 'b', 'c']],
  ])('list those of owner %s', async (owner, names) => {
    given({});
    const { body } = await host.get(`/service-accounts?owner=${owner}`);
    const found = body.items.map(({ name }: IamServiceAccount) => name);
    expect(found.sort()).toEqual(names);
  });

  it('hide from an entity what the caller may not read', async () => {
    given({
      [read.name]: decide(read, only.inNamespace({ namespaces: ['shop'] })),
    });
    const { status, body } = await host.get(
      '/entities/component/default/ledger/service-accounts',
    );
    expect([status, body]).toEqual([200, { items: [], total: 0 }]);
  });

  const questions: [string, (id: string) => request.Test][] = [
    ['read', id => host.get(`/service-accounts/${id}`)],
    ['permissions', id => host.get(`/service-accounts/${id}/permissions`)],
    [
      'verify',
      id => host.post(`/service-accounts/${id}/verifications`, { live: false }),
    ],
    [
      'simulate',
      id =>
        host.post(`/service-accounts/${id}/simulations`, {
          requests: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::b/a' }],
        }),
    ],
    [
      'last access',
      id => host.post(`/service-accounts/${id}/last-accessed`, {}),
    ],
  ];

  it.each(questions)(
    'respond 404 without any call if the caller may not read the target: %s',
    async (_, ask) => {
      given({
        [read.name]: decide(read, only.inCluster({ clusters: ['staging-eu'] })),
      });
      const calls = since();
      const { status, body } = await ask(idOf('a'));
      expect([status, body.error.name]).toEqual([404, 'NotFoundError']);
      expect(calls()).toEqual([]);
      expect((await ask(idOf('c'))).status).toBe(200);
    },
  );

  it.each(questions.slice(2))(
    'respond 403 without any call if the caller may read the target but not do this: %s',
    async (_, ask) => {
      given({
        [verify.name]: decide(
          verify,
          only.inAccount({ accounts: ['444455556666'] }),
        ),
      });
      const calls = since();
      const { status, body } = await ask(idOf('a'));
      expect(status).toBe(403);
      expect(body.error.message).toBe(
        'You do not have the permission irsa.service-account.verify for prod-eu/production/a. Ask an administrator.',
      );
      expect(calls()).toEqual([]);
      expect((await ask(idOf('c'))).status).toBe(200);
    },
  );

  const specs: [string, string, Partial<IamServiceAccountSpec>][] = [
    ['create', 'irsa.service-account.create', { name: 'current' }],
    [
      'update',
      'irsa.service-account.update',
      { name: 'a', entityRef: 'component:default/a' },
    ],
    ['adopt', 'irsa.adopt', { name: 'current', adopt: true }],
  ];

  it.each(specs)(
    'refuse to %s a target that does not meet the conditions',
    async (_, name, change) => {
      given({
        [name]: decide(read, only.inCluster({ clusters: ['staging-eu'] })),
      });
      const calls = since();
      const { status, body } = await host.put(specOf(change));
      expect(status).toBe(403);
      expect(body.error.message).toContain(name);
      expect(calls()).toEqual([]);
    },
  );

  it('allow creating a target that meets the conditions', async () => {
    given({
      'irsa.service-account.create': decide(read, {
        allOf: [OWNER, only.inNamespace({ namespaces: ['prod*'] })],
      }),
    });
    const { status } = await host.put(specOf({ name: 'fitting' }));
    expect(status).toBe(200);
  });

  it('allow planning only where the permission to plan is granted', async () => {
    given({
      'irsa.plan': decide(read, only.inCluster({ clusters: ['prod-eu'] })),
    });
    const plan = (change: Partial<IamServiceAccountSpec>) =>
      host.post('/plans', { spec: specOf(change) });
    expect((await plan({})).status).toBe(200);
    const calls = since();
    expect((await plan({ cluster: 'staging-eu' })).status).toBe(403);
    expect((await plan({ cluster: 'moon' })).status).toBe(403);
    expect(calls()).toEqual([]);
  });

  it('name the violated rule instead of a permission if no owner is known', async () => {
    given({ 'irsa.plan': decide(read, OWNER) });
    const { status, body } = await host.post('/plans', {
      spec: specOf({ owner: undefined }),
    });
    expect(status).toBe(200);
    expect(body.violations).toEqual([
      expect.objectContaining({ rule: 'owner-required' }),
    ]);
  });

  it('are applied for the permission backend by resource ID', async () => {
    const conditions = only.inNamespace({ namespaces: ['payments'] });
    const { status, body } = await request(host.backend.server)
      .post('/api/irsa/.well-known/backstage/permissions/apply-conditions')
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: [idOf('ledger'), idOf('a'), 'none'].map(id => ({
          id,
          resourceRef: id,
          resourceType: 'irsa-service-account',
          conditions,
        })),
      });
    expect(status).toBe(200);
    const results = body.items.map(({ result }: PolicyDecision) => result);
    expect(results).toEqual(['ALLOW', 'DENY', 'DENY']);
  });

  it('are listed in the metadata with every permission and rule', async () => {
    const { body } = await request(host.backend.server).get(
      '/api/irsa/.well-known/backstage/permissions/metadata',
    );
    const names = (items: { name: string }[]) => items.map(({ name }) => name);
    expect(names(body.permissions).sort()).toEqual(
      names(irsaPermissions).sort(),
    );
    expect(names(body.rules)).toEqual([
      'IS_ENTITY_OWNER',
      'IN_CLUSTER',
      'IN_NAMESPACE',
      'IN_ACCOUNT',
    ]);
  });
});
