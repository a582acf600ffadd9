import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { irsaPermissions } from '@backstage-irsa/plugin-irsa-common';
import { type IamServiceAccount } from '@backstage-irsa/core/model';
import type request from 'supertest';
import { auditLog } from '../__testUtils__/auditLog';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { actionsRegistry } from '../__testUtils__/registry';
import { componentOf, specOf } from '../__testUtils__/core';
import { templateActions } from '../__testUtils__/templateActions';

/** An entry point, and the audit events of a refused request. The last one is a failure. */
interface EntryPoint {
  name: string;
  ask(): Promise<unknown>;
  events: [string, string][];
}

const FETCH: [string, string] = ['service-account-fetch', 'low'];
const PLAN: [string, string] = ['plan-create', 'low'];
const APPLY: [string, string] = ['service-account-apply', 'high'];
const VERIFY: [string, string] = ['service-account-verify', 'medium'];
const DELETE: [string, string] = ['service-account-delete', 'high'];
const RENDER: [string, string] = ['rendering-create', 'low'];
const DELIVER: [string, string] = ['service-account-deliver', 'medium'];
const PLAN_MIGRATION: [string, string] = ['migration-plan-create', 'low'];

/** Permissions that only routes require. `everyRoute.stories.ts` and `governanceAuthorization.stories.ts` test them. */
const WITHOUT_ENTRY_POINT = [
  'irsa.approval.decide',
  'irsa.break-glass',
  'irsa.recover',
  'irsa.wave',
  'irsa.governance.read',
  'irsa.governance.accept',
  'irsa.audit.read',
];

describe('a denial by the permission policy', () => {
  const permissions = mockServices.permissions.mock();
  const audit = auditLog();
  const templates = templateActions();
  const { feature, invoke, registry } = actionsRegistry();
  let host: TestHost;
  let made: IamServiceAccount;

  /** Allows everything except this permission. */
  const deny = (name: string) => {
    const answer = async (asked: { permission: { name: string } }[]) =>
      asked.map(({ permission }) => ({
        result:
          permission.name === name
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }));
    permissions.authorize.mockImplementation(answer);
    permissions.authorizeConditional.mockImplementation(answer);
  };

  beforeAll(async () => {
    deny('nothing');
    host = await startTestHost({
      entities: () => [componentOf('uploads', 'group:default/team')],
      features: [
        permissions.factory,
        audit.factory,
        feature,
        ...templates.features,
      ],
    });
    const { status, body } = await host.put(specOf());
    if (status !== 200) throw new Error(body.error.message);
    made = body.serviceAccount;
    await host.put(specOf({ name: 'adopted', adopt: true })).expect(200);
    const spec = specOf({ name: 'delivered' });
    await host.post('/deliveries', { spec, format: 'terraform' }).expect(200);
  });
  afterAll(() => host?.stop());

  const http = async (asked: request.Test) => {
    const { status, body } = await asked;
    if (status < 400) return body;
    expect(status).toBe(403);
    throw Object.assign(new Error(body.error.message), body.error);
  };
  const place = () => ({
    cluster: made.cluster,
    namespace: made.namespace,
    name: made.name,
  });
  const entity = { entityRef: 'component:default/uploads' };
  const path = (rest = '') => `/service-accounts/${made.id}${rest}`;

  const toApply = (change: object): EntryPoint[] => [
    {
      name: 'PUT /service-accounts',
      ask: () => http(host.put(specOf(change))),
      events: [APPLY],
    },
    {
      name: 'irsa:service-account:create',
      ask: () =>
        templates.run('irsa:service-account:create', {
          ...specOf(change),
          confirmLosses: true,
        }),
      events: [PLAN, APPLY],
    },
    {
      name: 'create-service-account',
      ask: () => invoke('create-service-account', specOf(change)),
      events: [APPLY],
    },
  ];
  const format = 'terraform';
  const toDeliver = (change: object): EntryPoint[] => [
    {
      name: 'POST /deliveries',
      ask: () =>
        http(host.post('/deliveries', { spec: specOf(change), format })),
      events: [DELIVER],
    },
    {
      name: 'irsa:service-account:render',
      ask: () =>
        templates.run('irsa:service-account:render', {
          ...specOf(change),
          format,
          deliver: true,
        }),
      events: [RENDER, DELIVER],
    },
  ];
  const to = 'pod-identity';
  const toMigrate: EntryPoint[] = [
    {
      name: 'POST /service-accounts/{id}/migration-plans',
      ask: () => http(host.post(path('/migration-plans'), { to })),
      events: [PLAN_MIGRATION],
    },
    {
      name: 'POST /service-accounts/{id}/migrations',
      ask: () => http(host.post(path('/migrations'), { to })),
      events: [['service-account-migrate', 'high']],
    },
    {
      name: 'irsa:service-account:migrate',
      ask: () =>
        templates.run('irsa:service-account:migrate', {
          ...entity,
          serviceAccount: 'prod-eu/production/uploads',
          confirm: true,
        }),
      events: [FETCH, PLAN_MIGRATION],
    },
    {
      name: 'plan-migration',
      ask: () => invoke('plan-migration', entity),
      events: [PLAN_MIGRATION],
    },
  ];
  const ENTRY_POINTS: Record<string, EntryPoint[]> = {
    'irsa.service-account.read': [
      {
        name: 'GET /service-accounts',
        ask: () => http(host.get('/service-accounts')),
        events: [FETCH],
      },
      {
        name: 'GET /service-accounts/{id}',
        ask: () => http(host.get(path())),
        events: [FETCH],
      },
      {
        name: 'GET /migrations',
        ask: () => http(host.get('/migrations')),
        events: [['migration-fetch', 'low']],
      },
      {
        name: 'explain-permissions',
        ask: () => invoke('explain-permissions', entity),
        events: [['permissions-fetch', 'medium']],
      },
    ],
    'irsa.service-account.create': [
      ...toApply({ name: 'current' }),
      ...toDeliver({ name: 'current' }),
    ],
    'irsa.service-account.update': [
      ...toApply({ grants: [] }),
      ...toDeliver({ name: 'delivered' }),
      ...toMigrate,
      {
        name: 'POST /service-accounts/{id}/right-sizings',
        ask: () => http(host.post(path('/right-sizings'), { drop: ['s3'] })),
        events: [['service-account-right-size', 'high']],
      },
      {
        name: 'POST /service-accounts/{id}/right-sizings/{rightSizing}/undo',
        ask: () => http(host.post(path('/right-sizings/none/undo'), {})),
        events: [['service-account-right-size-undo', 'high']],
      },
    ],
    'irsa.service-account.transfer': [
      {
        name: 'POST /service-accounts/{id}/transfers',
        ask: () =>
          http(
            host.post(path('/transfers'), { owner: 'group:default/others' }),
          ),
        events: [['transfer-request', 'medium']],
      },
      {
        name: 'POST /transfers/{id}/decisions',
        ask: () =>
          http(host.post('/transfers/none/decisions', { decision: 'confirm' })),
        events: [['transfer-decide', 'high']],
      },
      {
        name: 'POST /transfers/bulk',
        ask: () =>
          http(
            host.post('/transfers/bulk', {
              owners: [{ from: 'group:default/a', to: 'group:default/b' }],
            }),
          ),
        events: [['transfer-in-bulk', 'high']],
      },
    ],
    'irsa.service-account.cut-off': [
      {
        name: 'POST /service-accounts/{id}/cut-off',
        ask: () => http(host.post(path('/cut-off'), { reason: 'x' })),
        events: [['service-account-cut-off', 'high']],
      },
    ],
    'irsa.adopt': toApply({ name: 'current', adopt: true }),
    'irsa.service-account.delete': [
      {
        name: 'DELETE /service-accounts/{id}',
        ask: () => http(host.delete(path())),
        events: [DELETE],
      },
      {
        name: 'irsa:service-account:delete',
        ask: () => templates.run('irsa:service-account:delete', place()),
        events: [DELETE],
      },
      {
        name: 'delete-service-account',
        ask: () => invoke('delete-service-account', place()),
        events: [DELETE],
      },
    ],
    'irsa.service-account.verify': [
      {
        name: 'POST /service-accounts/{id}/verifications',
        ask: () => http(host.post(path('/verifications'), { live: true })),
        events: [VERIFY],
      },
      {
        name: 'irsa:service-account:verify',
        ask: () => templates.run('irsa:service-account:verify', place()),
        events: [VERIFY],
      },
      {
        name: 'verify',
        ask: () => invoke('verify', { ...entity, live: true }),
        events: [VERIFY],
      },
      {
        name: 'can-i',
        ask: () =>
          invoke('can-i', { ...entity, action: 's3:GetObject', resource: '*' }),
        events: [['permissions-simulate', 'medium']],
      },
      {
        name: 'diagnose',
        ask: () => invoke('diagnose', { ...entity, text: 'AccessDenied' }),
        events: [['service-account-diagnose', 'medium']],
      },
      {
        name: 'POST /service-accounts/{id}/right-size-proposals',
        ask: () => http(host.post(path('/right-size-proposals'), {})),
        events: [['right-size-propose', 'medium']],
      },
      {
        name: 'propose-right-size',
        ask: () => invoke('propose-right-size', entity),
        events: [['right-size-propose', 'medium']],
      },
    ],
    'irsa.plan': [
      {
        name: 'POST /plans',
        ask: () => http(host.post('/plans', { spec: specOf() })),
        events: [PLAN],
      },
      {
        name: 'irsa:service-account:create',
        ask: () => templates.run('irsa:service-account:create', specOf()),
        events: [PLAN],
      },
      { name: 'plan', ask: () => invoke('plan', specOf()), events: [PLAN] },
      {
        name: 'POST /renderings',
        ask: () => http(host.post('/renderings', { spec: specOf(), format })),
        events: [RENDER],
      },
      {
        name: 'irsa:service-account:render',
        ask: () =>
          templates.run('irsa:service-account:render', {
            ...specOf(),
            format,
          }),
        events: [RENDER],
      },
    ],
  };
  const ROWS = Object.entries(ENTRY_POINTS).flatMap(
    ([permission, entryPoints]) =>
      entryPoints.map(entryPoint => ({ permission, ...entryPoint })),
  );

  it('is tested for every permission, and at every registry action', async () => {
    const names = irsaPermissions.map(({ name }) => name).sort();
    expect(
      [...Object.keys(ENTRY_POINTS), ...WITHOUT_ENTRY_POINT].sort(),
    ).toEqual(names);
    const tried = ROWS.map(({ name }) => name);
    const { actions } = await registry.list();
    expect(tried).toEqual(
      expect.arrayContaining(actions.map(({ name }) => name)),
    );
  });

  it('of irsa.adopt does not prevent changes of what was adopted', async () => {
    deny('nothing');
    const grants = [
      { service: 's3', access: 'read', resource: 'my-app-uploads' },
      { service: 'sns', access: 'publish', resource: 'orders' },
    ];
    const asked = { ...specOf({ name: 'adopted' }), grants };
    const { body } = await host.put({ ...asked, adopt: true });
    const adopted = `/service-accounts/${body.serviceAccount.id}`;
    const changes: (() => Promise<unknown>)[] = [
      () =>
        templates.run('irsa:service-account:create', {
          ...asked,
          keepUnspecified: true,
          confirmLosses: true,
        }),
      () => http(host.post(`${adopted}/right-sizings`, { drop: ['sns'] })),
      () => http(host.post(`${adopted}/migrations`, { to: 'pod-identity' })),
    ];
    for (const change of changes) {
      deny('nothing');
      await host.put({ ...asked, adopt: true }).expect(200);
      deny('irsa.adopt');
      await change();
      const { body: now } = await host.get(adopted);
      expect([now.spec.adopt, now.drift]).toEqual([undefined, []]);
    }
  });

  it.each(ROWS)(
    '$permission is refused at $name, writes nothing, and is audited',
    async ({ permission, ask, events }) => {
      deny(permission);
      audit.events.length = 0;
      const before = host.sandbox.world.calls.count;
      await expect(ask()).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: `You do not have the permission ${permission}. Ask an administrator.`,
      });
      const last = events.length - 1;
      expect(
        audit.events.map(({ eventId, severity, outcome }) => [
          eventId,
          severity,
          outcome,
        ]),
      ).toEqual(
        events.map((event, index) => [
          ...event,
          index === last ? 'failed' : 'succeeded',
        ]),
      );
      const writes = host.sandbox.world.calls
        .since(before)
        .filter(({ write }) => write);
      expect(writes).toEqual([]);
    },
  );
});
