import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SERVICE_ACCOUNT_ANNOTATION } from '@backstage-irsa/core/model';
import { spec as document } from '../__testUtils__/internals';
import request from 'supertest';
import { API, startTestHost } from '../__testUtils__/host';
import { handMadeFleet } from '../__testUtils__/inventory/handMade';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { rowsOf } from '../__testUtils__/rowsOf';
import { componentOf, specOf } from '../__testUtils__/core';

/** The required permissions and audit event of a route, and a valid request. By default, `{id}` in its path is an IAM service account. */
interface Row {
  permissions: string[];
  eventId: string;
  severity: 'low' | 'medium' | 'high' | 'critical';
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
  /** Whether a plugin can call it on its own behalf. */
  forPlugins?: boolean;
  /** The status if a valid request is refused or finds nothing. */
  status?: number;
}

const READ = 'irsa.service-account.read';
const VERIFY = 'irsa.service-account.verify';
const GOVERN = 'irsa.governance.read';
const ACCEPT = 'irsa.governance.accept';
const AUDIT = 'irsa.audit.read';
const { rows: fleet, ids } = handMadeFleet();
const entity = { kind: 'component', namespace: 'default', name: 'ledger' };
const read = (eventId: string, rest: Partial<Row> = {}): Row => ({
  permissions: [READ],
  eventId,
  severity: 'low',
  ...rest,
});
const verify = (eventId: string, body: object): Row => ({
  permissions: [VERIFY, READ],
  eventId,
  severity: 'medium',
  body,
});

// The plugin must not cut off services that the company created.
const cutOff = (eventId: string): Row => ({
  permissions: ['irsa.service-account.cut-off', READ],
  eventId,
  severity: 'high',
  body: { reason: 'an incident' },
  status: 403,
});

const handOver = (eventId: string, severity: Row['severity']): Row => ({
  permissions: ['irsa.service-account.update', READ],
  eventId,
  severity,
  body: { to: 'terraform' },
  status: 403,
});

const govern = (eventId: string, rest: Partial<Row> = {}): Row => ({
  permissions: [GOVERN, READ],
  eventId,
  severity: 'low',
  ...rest,
});
/** Routes for auditors, which require no other permission. */
const auditing = (eventId: string, rest: Partial<Row> = {}): Row => ({
  permissions: [AUDIT],
  eventId,
  severity: 'low',
  ...rest,
});
const accept = (eventId: string, rest: Partial<Row> = {}): Row => ({
  permissions: [GOVERN, READ, ACCEPT],
  eventId,
  severity: 'medium',
  path: { id: ids.ledgerFinding },
  ...rest,
});

const wave = (eventId: string, severity: Row['severity']): Row => ({
  permissions: ['irsa.wave'],
  eventId,
  severity,
  path: { id: 'none' },
  status: 404,
});

const delivered = {
  spec: specOf({ name: 'delivered' }),
  format: 'terraform',
};

/** Every operation of the OpenAPI document. */
const ROWS: Record<string, Row> = {
  ListEntityServiceAccounts: read('service-account-fetch', { path: entity }),
  VerifyEntity: { ...verify('service-account-verify', {}), path: entity },
  SummarizeEntityAccess: read('entity-access-fetch', {
    body: { entityRefs: ['component:default/ledger'] },
  }),
  ListServiceAccounts: read('service-account-fetch', {
    permissions: [READ, GOVERN],
  }),
  ApplyServiceAccount: {
    permissions: ['irsa.service-account.update'],
    eventId: 'service-account-apply',
    severity: 'high',
    body: { spec: specOf() },
  },
  DeleteServiceAccount: {
    permissions: ['irsa.service-account.delete', READ],
    eventId: 'service-account-delete',
    severity: 'high',
    path: { id: 'none' },
    status: 404,
  },
  GetServiceAccount: read('service-account-fetch'),
  ListVerifications: read('verification-fetch'),
  VerifyServiceAccount: verify('service-account-verify', { live: false }),
  GetServiceAccountChain: read('chain-fetch'),
  DiagnoseServiceAccount: verify('service-account-diagnose', { text: 'x' }),
  GetServiceAccountPermissions: read('permissions-fetch'),
  SimulateServiceAccount: verify('permissions-simulate', {
    requests: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' }],
  }),
  ReadLastAccessed: verify('last-accessed-fetch', {}),
  ProposeRightSize: verify('right-size-propose', {}),
  ListRightSizings: read('right-sizing-fetch'),
  // The plugin must not change services that the company created.
  RightSizeServiceAccount: {
    permissions: ['irsa.service-account.update', READ],
    eventId: 'service-account-right-size',
    severity: 'high',
    body: { drop: ['s3'] },
    status: 400,
  },
  UndoRightSizing: {
    permissions: ['irsa.service-account.update', READ],
    eventId: 'service-account-right-size-undo',
    severity: 'high',
    path: { rightSizing: 'none' },
    status: 404,
  },
  // The plugin must not hand over services that the company created.
  HandOverServiceAccount: handOver('service-account-hand-over', 'high'),
  CancelHandOver: handOver('service-account-hand-over-cancel', 'medium'),
  ListServiceAccountChanges: read('change-fetch'),
  ListChanges: auditing('change-fetch'),
  GetChange: auditing('change-fetch', { path: { id: 'none' }, status: 404 }),
  ExportChanges: auditing('change-export'),
  ExportAccessReview: auditing('access-review-export'),
  ListChecks: read('check-fetch'),
  ListActions: read('action-fetch'),
  PlanServiceAccount: {
    permissions: ['irsa.plan'],
    eventId: 'plan-create',
    severity: 'low',
    body: { spec: specOf() },
  },
  PlanMigration: {
    permissions: ['irsa.service-account.update', READ],
    eventId: 'migration-plan-create',
    severity: 'low',
    body: { to: 'pod-identity' },
  },
  // The plugin must not migrate services that the company created.
  MigrateServiceAccount: {
    permissions: ['irsa.service-account.update', READ],
    eventId: 'service-account-migrate',
    severity: 'high',
    body: { to: 'pod-identity' },
    status: 400,
  },
  ListMigrations: read('migration-fetch', { permissions: [READ, GOVERN] }),
  RenderServiceAccount: {
    permissions: ['irsa.plan'],
    eventId: 'rendering-create',
    severity: 'low',
    body: { spec: specOf(), format: 'terraform' },
  },
  DeliverServiceAccount: {
    permissions: ['irsa.service-account.update'],
    eventId: 'service-account-deliver',
    severity: 'medium',
    body: delivered,
  },
  GetOperation: read('operation-fetch', { path: { id: 'none' }, status: 404 }),
  ListServiceAccountTransfers: read('transfer-fetch'),
  // Services that the company created have no recorded owner who could transfer them.
  RequestTransfer: {
    permissions: ['irsa.service-account.transfer', READ],
    eventId: 'transfer-request',
    severity: 'medium',
    body: { owner: 'group:default/others' },
    status: 403,
  },
  ListTransfers: read('transfer-fetch'),
  DecideTransfer: {
    permissions: ['irsa.service-account.transfer'],
    eventId: 'transfer-decide',
    severity: 'high',
    path: { id: 'none' },
    body: { decision: 'decline' },
    status: 404,
  },
  // The caller is not an administrator.
  TransferInBulk: {
    permissions: ['irsa.service-account.transfer'],
    eventId: 'transfer-in-bulk',
    severity: 'high',
    body: { owners: [{ from: 'group:default/a', to: 'group:default/b' }] },
    status: 403,
  },
  LinkEntities: {
    permissions: [GOVERN, READ],
    eventId: 'entity-link',
    severity: 'medium',
    body: { links: [{ serviceAccountId: 'none', entityRef: null }] },
    status: 403,
  },
  // The caller is not an administrator.
  Recover: {
    permissions: ['irsa.recover'],
    eventId: 'recover',
    severity: 'high',
    body: {},
    status: 403,
  },
  // There is nothing to migrate.
  CreateWave: {
    permissions: ['irsa.wave', READ, GOVERN],
    eventId: 'wave-create',
    severity: 'medium',
    body: { kind: 'migrate', cluster: 'prod-eu', namespace: 'empty' },
    status: 400,
  },
  ListWaves: read('wave-fetch', { permissions: ['irsa.wave'] }),
  GetWave: wave('wave-fetch', 'low'),
  ListWaveItems: wave('wave-fetch', 'low'),
  ExportWave: wave('wave-export', 'low'),
  StartWave: wave('wave-start', 'high'),
  PauseWave: wave('wave-pause', 'medium'),
  ResumeWave: wave('wave-resume', 'high'),
  UndoWave: wave('wave-undo', 'high'),
  ListApprovals: read('approval-fetch'),
  GetApproval: read('approval-fetch', { path: { id: 'none' }, status: 404 }),
  DecideApproval: {
    permissions: ['irsa.approval.decide'],
    eventId: 'approval-decide',
    severity: 'high',
    path: { id: 'none' },
    body: { decision: 'approve' },
    status: 404,
  },
  // The caller is in no group that is allowed to do this.
  OpenBreakGlass: {
    permissions: ['irsa.break-glass'],
    eventId: 'break-glass',
    severity: 'critical',
    body: { accountId: '111122223333', reason: 'an incident' },
    status: 403,
  },
  CutOffServiceAccount: cutOff('service-account-cut-off'),
  RestoreServiceAccount: cutOff('service-account-restore'),
  RollBackOperation: {
    permissions: ['irsa.service-account.delete'],
    eventId: 'operation-roll-back',
    severity: 'high',
    path: { id: 'none' },
    status: 404,
  },
  ListClusters: read('cluster-fetch'),
  RefreshNamespaces: read('namespace-refresh', {
    severity: 'medium',
    path: { cluster: 'prod-eu' },
  }),
  ListNamespaces: read('cluster-fetch', { path: { cluster: 'prod-eu' } }),
  GetOverview: govern('overview-fetch'),
  ListFleetServiceAccounts: govern('fleet-fetch', { forPlugins: true }),
  ListFleetWorkloads: govern('fleet-fetch'),
  ListFindings: govern('finding-fetch', { forPlugins: true }),
  ListFindingGroups: govern('finding-fetch'),
  CountFacets: govern('fleet-fetch', { path: { table: 'findings' } }),
  // Says also whether the caller may accept the finding.
  GetFinding: govern('finding-fetch', {
    permissions: [GOVERN, READ, ACCEPT],
    path: { id: ids.ledgerFinding },
  }),
  AcceptFinding: accept('finding-accept', {
    body: {
      reason: 'It is switched off next week.',
      until: new Date(Date.now() + 60_000).toISOString(),
    },
  }),
  ReopenFinding: accept('finding-reopen'),
  ListRoles: govern('role-fetch', { forPlugins: true }),
  GetRole: govern('role-fetch', { path: { id: ids.ledgerRole } }),
  ListNodeRoles: govern('node-role-fetch'),
  GetNodeRole: govern('node-role-fetch', { path: { id: ids.nodeRole } }),
  GetClusterSetup: govern('cluster-fetch', {
    path: { cluster: 'none' },
    status: 404,
  }),
  ListDiscoveredPlaces: govern('discovery-fetch'),
  StartDiscovery: govern('discovery-start', {
    severity: 'medium',
    status: 409,
  }),
  ListScopes: govern('scope-fetch', { forPlugins: true }),
  StartScan: govern('scan-start', {
    severity: 'medium',
    path: { scope: 'cluster:none' },
    status: 404,
  }),
  ListAccess: govern('access-fetch', {
    query: { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' },
  }),
  AskAccess: govern('access-fetch', {
    query: { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' },
  }),
  GetAccessGraph: govern('access-graph-fetch', {
    query: { roleId: ids.ledgerRole },
  }),
  ExportTable: govern('fleet-export', { path: { table: 'findings' } }),
};

const METHODS = ['get', 'post', 'put', 'delete'] as const;
type Item = Partial<
  Record<(typeof METHODS)[number], { operationId: string; description: string }>
>;
const operations = Object.entries<Item>(document.paths).flatMap(
  ([path, item]) =>
    METHODS.flatMap(method => {
      const operation = item[method];
      if (!operation) return [];
      const { operationId: id, description } = operation;
      return [{ id, method, path, description }];
    }),
);
type Operation = (typeof operations)[number];

const permissions = mockServices.permissions.mock();
const auditor = mockServices.auditor.mock();
const event = { success: jest.fn(), fail: jest.fn() };
/** The audit event of the change that a request makes. */
const ofChange = { success: jest.fn(), fail: jest.fn() };
const eventsOfRequests = () =>
  auditor.createEvent.mock.calls
    .map(([options]) => options)
    .filter(({ eventId }) => eventId !== 'change-record');
/** The names of the requested permissions, in order. */
let asked: string[] = [];
function answerAll(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY): void {
  const answer = async (requests: { permission: { name: string } }[]) => {
    asked.push(...requests.map(({ permission }) => permission.name));
    return requests.map(() => ({ result }));
  };
  permissions.authorize.mockImplementation(answer);
  permissions.authorizeConditional.mockImplementation(answer);
}

describe('every route', () => {
  let host: Awaited<ReturnType<typeof startFleetHost>>;
  let ledger: string;

  beforeAll(async () => {
    host = await startFleetHost(fleet, {
      entities: () => [
        componentOf('ledger', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/payments/ledger',
        }),
        componentOf('unseen', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/production/orders-api',
        }),
      ],
      features: [permissions.factory, auditor.factory],
    });
    answerAll(AuthorizeResult.ALLOW);
    auditor.createEvent.mockImplementation(async ({ eventId }) =>
      eventId === 'change-record' ? ofChange : event,
    );
    const { body } = await host.post(
      '/entities/component/default/ledger/verifications',
      {},
    );
    ledger = body.items[0].id;
    // What the table applies exists already.
    await host.put(specOf());
    await host.post('/deliveries', delivered);
  });
  afterAll(() => host?.stop());
  beforeEach(() => {
    answerAll(AuthorizeResult.ALLOW);
    asked = [];
    auditor.createEvent.mockClear();
    event.success.mockClear();
    event.fail.mockClear();
  });

  function ask({ id, method, path }: Operation): request.Test {
    const { path: values, query = {}, body = {} } = ROWS[id];
    const filled = path.replace(
      /\{(\w+)\}/g,
      (_, name: string) => values?.[name] ?? ledger,
    );
    const sent = request(host.backend.server)
      [method](`${API}${filled.replace('/v1', '')}`)
      .query(query);
    return method === 'get' ? sent : sent.send(body);
  }
  const rowOf = ({ id }: Operation): Row => ROWS[id];

  it('is in the table, and the table has no other rows', () => {
    expect(Object.keys(ROWS).sort()).toEqual(
      operations.map(({ id }) => id).sort(),
    );
  });

  it.each(operations)('names the permission that it needs: $id', row => {
    const named = rowOf(row).permissions.filter(name =>
      row.description.includes(`Needs \`${name}\``),
    );
    expect(named).toHaveLength(1);
  });

  it.each(operations)(
    'checks its permission, and is audited as specified: $id',
    async row => {
      const { status } = await ask(row);
      const expected = rowOf(row);
      expect(status).toBe(expected.status ?? 200);
      expect([...new Set(asked)]).toEqual(expected.permissions);
      const opened = eventsOfRequests();
      expect(opened).toHaveLength(1);
      const [{ eventId, severityLevel = 'low', request: audited }] = opened;
      expect({ eventId, severity: severityLevel }).toEqual({
        eventId: expected.eventId,
        severity: expected.severity,
      });
      expect(audited).toBeDefined();
      const outcome = status < 400 ? event.success : event.fail;
      expect(outcome).toHaveBeenCalledTimes(1);
    },
  );

  it.each(operations.filter(({ method }) => method === 'get'))(
    'reads only the store, without changes: $id',
    async row => {
      const before = await rowsOf(host.knex);
      const since = host.sandbox.world.calls.count;
      const { status } = await ask(row);
      expect(status).toBe(rowOf(row).status ?? 200);
      expect(host.sandbox.world.calls.since(since)).toEqual([]);
      expect(await rowsOf(host.knex)).toBe(before);
    },
  );

  it('shows a service account as not verified until the entity is verified', async () => {
    const since = host.sandbox.world.calls.count;
    const rows = await rowsOf(host.knex);
    const path = '/entities/component/default/unseen';
    const { body } = await host.get(`${path}/service-accounts`);
    const [{ id, ...unseen }] = body.items;
    expect(unseen).toMatchObject({
      ...{ cluster: 'prod-eu', namespace: 'production', name: 'orders-api' },
      ...{ verification: null, roleArn: null, owner: null },
    });
    for (const part of ['chain', 'permissions']) {
      const answer = await host.get(`/service-accounts/${id}/${part}`);
      expect(answer.status).toBe(404);
    }
    expect(host.sandbox.world.calls.since(since)).toEqual([]);
    expect(await rowsOf(host.knex)).toBe(rows);

    const verified = await host.post(`${path}/verifications`, {});
    const [{ verification }] = verified.body.items;
    expect(verification).toMatchObject({ status: 'verified', liveProof: null });
    const again = host.sandbox.world.calls.count;
    const repeated = await host.post(`${path}/verifications`, {});
    expect(repeated.body).toEqual(verified.body);
    expect(host.sandbox.world.calls.since(again)).toEqual([]);
    const chain = await host.get(`/service-accounts/${id}/chain`);
    expect(chain.status).toBe(200);
  });

  it('checks the delete permission for a deletion preview, which is audited as a read', async () => {
    const [deletion] = operations.filter(({ method }) => method === 'delete');
    const { status } = await ask(deletion).query({ dryRun: true });
    expect(status).toBe(404);
    expect(asked).toEqual(ROWS.DeleteServiceAccount.permissions);
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    const [[{ eventId, severityLevel }]] = auditor.createEvent.mock.calls;
    expect([eventId, severityLevel]).toEqual([
      'deletion-plan-create',
      undefined,
    ]);
  });

  it.each(operations)(
    'responds 403 without its permission, calls nothing, and is audited as failed: $id',
    async row => {
      answerAll(AuthorizeResult.DENY);
      const before = host.sandbox.world.calls.count;
      const { status, body } = await ask(row);
      expect([status, body.error.name]).toEqual([403, 'NotAllowedError']);
      expect(body.error.message).toContain(rowOf(row).permissions[0]);
      expect(host.sandbox.world.calls.since(before)).toEqual([]);
      expect(event.fail).toHaveBeenCalledTimes(1);
      expect(event.success).not.toHaveBeenCalled();
    },
  );

  it.each(operations)('responds 401 without credentials: $id', async row => {
    const before = host.sandbox.world.calls.count;
    const { status } = await ask(row).set(
      'Authorization',
      mockCredentials.none.header(),
    );
    expect(status).toBe(401);
    expect(host.sandbox.world.calls.since(before)).toEqual([]);
  });

  it.each(operations.filter(({ id }) => ROWS[id].forPlugins))(
    'serves a plugin that calls on its own behalf, with the same permissions: $id',
    async row => {
      const { status } = await ask(row).set(
        'Authorization',
        mockCredentials.service.header(),
      );
      expect(status).toBe(200);
      expect(asked).toEqual(rowOf(row).permissions);
      expect(event.success).toHaveBeenCalledTimes(1);
    },
  );

  it.each(operations.filter(({ id }) => !ROWS[id].forPlugins))(
    'responds 403 to a service that acts for no user, and is audited as failed: $id',
    async row => {
      const { status } = await ask(row).set(
        'Authorization',
        mockCredentials.service.header(),
      );
      expect(status).toBe(403);
      expect(asked).toEqual([]);
      expect(event.fail).toHaveBeenCalledTimes(1);
    },
  );
});

describe('an audit event', () => {
  it('of a denial names the caller and the permission', async () => {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const host = await startTestHost({
      features: [permissions.factory, logger.factory],
    });
    answerAll(AuthorizeResult.DENY);
    await host.put(specOf());
    expect(logger.child).toHaveBeenCalledWith(
      expect.objectContaining({
        plugin: 'irsa',
        eventId: 'service-account-apply',
        severityLevel: 'high',
        status: 'failed',
        actor: expect.objectContaining({ actorId: 'user:default/mock' }),
        meta: {
          serviceAccount: 'prod-eu/production/uploads',
          entityRef: 'component:default/uploads',
        },
      }),
    );
    await host.stop();
  });
});
