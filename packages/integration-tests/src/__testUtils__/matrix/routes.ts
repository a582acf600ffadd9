import request from 'supertest';
import { API } from '../host';
import { specOf } from '../core';
import { OPERATIONS } from './operations';
import { toAll, toAuditors, toMany, toOne } from './outcomes';
import type { EntryPoint, Stage, Things } from './types';

/** The properties that differ between routes. */
interface Route {
  event: string;
  severity?: 'low' | 'medium' | 'high' | 'critical';
  outcomes: EntryPoint['outcomes'];
  marks?: EntryPoint['marks'];
  /** The path parameters. By default, `id` is the IAM service account. */
  path?: (
    of: Things,
    stage: Stage,
  ) => Record<string, string> | Promise<Record<string, string>>;
  query?: Record<string, string>;
  body?: (of: Things) => object;
}

/** Returns a spec of one side, which names the side. */
export const specFor = (
  { name, entityRef }: Pick<Things, 'name' | 'entityRef'>,
  change: object = {},
) =>
  specOf({
    name,
    entityRef,
    grants: [{ service: 's3', access: 'read', resource: `files-of-${name}` }],
    ...change,
  });

const RECORDED = { own: 'files-of-mine', others: 'files-of-theirs' };
const ROLES = { own: 'role/ledger', others: 'role/shared' };

const inDays = (days: number) =>
  new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
const spec = (of: Things) => ({ spec: specFor(of) });
const rendering = (of: Things) => ({ ...spec(of), format: 'terraform' });
const delivery = (of: Things) => ({
  spec: specFor(of, { name: `${of.name}-delivered` }),
  format: 'terraform',
});
const finding = (of: Things) => ({ id: of.finding });
const role = (of: Things) => ({ id: of.role });
const operation = (of: Things) => ({ id: of.operation });
/** Returns the outcomes for a spec. Its sender knows the owner, so refusals are 403. */
const ofASpec = (status = 200) => toOne(status, { others: 403 });

const reads = (event: string, rest: Partial<Route> = {}): Route => ({
  event,
  outcomes: toOne(),
  ...rest,
});
const asks = (
  event: string,
  body: object,
  rest: Partial<Route> = {},
): Route => ({
  event,
  severity: 'medium',
  body: () => body,
  outcomes: toOne(),
  ...rest,
});
const changes = (event: string, rest: Partial<Route> = {}): Route => ({
  event,
  severity: 'high',
  outcomes: toOne(),
  ...rest,
});

const WHO_CAN: Partial<Route> = {
  query: {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::ledger-files/january',
  },
  outcomes: toMany(),
  marks: { own: 'role/ledger', others: 'role/nobodys' },
};

const OF_AN_ENTITY: Partial<Route> = {
  path: of => ({
    kind: 'component',
    namespace: 'default',
    name: of.entityRef.split('/')[1],
  }),
  outcomes: {
    ...toMany(),
    own: { status: 200, tells: ['own'] },
    others: { status: 200, tells: [] },
    with: { status: 200, tells: ['others'] },
  },
  marks: RECORDED,
};

const IN_PROD = { path: () => ({ cluster: 'prod-eu' }), outcomes: toAll() };

const NO_WAVE = { path: () => ({ id: 'none' }), outcomes: toAll(404) };

/** Every operation of the OpenAPI document. */
export const ROUTES: Record<string, Route> = {
  ListEntityServiceAccounts: reads('service-account-fetch', OF_AN_ENTITY),
  VerifyEntity: asks('service-account-verify', {}, OF_AN_ENTITY),
  SummarizeEntityAccess: reads('entity-access-fetch', {
    ...OF_AN_ENTITY,
    path: undefined,
    body: of => ({ entityRefs: [of.entityRef] }),
    marks: {
      own: '"entityRef":"component:default/mine"',
      others: '"entityRef":"component:default/theirs"',
    },
  }),
  ListServiceAccounts: reads('service-account-fetch', {
    query: { limit: '500' },
    outcomes: toMany(),
    marks: RECORDED,
  }),
  ApplyServiceAccount: changes('service-account-apply', {
    body: spec,
    outcomes: ofASpec(),
  }),
  DeleteServiceAccount: changes('service-account-delete', {
    path: of => ({ id: of.toDelete.route.id }),
  }),
  GetServiceAccount: reads('service-account-fetch'),
  ListVerifications: reads('verification-fetch'),
  VerifyServiceAccount: asks('service-account-verify', { live: true }),
  GetServiceAccountChain: reads('chain-fetch'),
  DiagnoseServiceAccount: asks('service-account-diagnose', { text: 'x' }),
  GetServiceAccountPermissions: reads('permissions-fetch'),
  SimulateServiceAccount: asks('permissions-simulate', {
    requests: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' }],
  }),
  ReadLastAccessed: asks('last-accessed-fetch', {}),
  ProposeRightSize: asks('right-size-propose', {}),
  ListRightSizings: reads('right-sizing-fetch'),
  RightSizeServiceAccount: changes('service-account-right-size', {
    body: () => ({ drop: ['s3'] }),
  }),
  UndoRightSizing: changes('service-account-right-size-undo', {
    path: async (of, { rightSizingOf }) => ({
      id: of.id,
      rightSizing: await rightSizingOf(of.id),
    }),
  }),
  ListServiceAccountChanges: reads('change-fetch'),
  ListChanges: reads('change-fetch', { outcomes: toAuditors() }),
  GetChange: reads('change-fetch', {
    path: () => ({ id: 'none' }),
    outcomes: toAuditors(404),
  }),
  ExportChanges: reads('change-export', { outcomes: toAuditors() }),
  ExportAccessReview: reads('access-review-export', {
    outcomes: toAuditors(),
  }),
  ListServiceAccountTransfers: reads('transfer-fetch'),
  RequestTransfer: asks(
    'transfer-request',
    { owner: 'group:default/new' },
    { outcomes: toOne(201) },
  ),
  ListTransfers: reads('transfer-fetch', {
    outcomes: {
      ...toMany(),
      // There are no requests yet.
      others: { status: 200, tells: [] },
    },
    marks: { own: '"name":"mine"', others: '"name":"theirs"' },
  }),
  // None of the users is an administrator.
  TransferInBulk: changes('transfer-in-bulk', {
    body: () => ({
      owners: [{ from: 'group:default/a', to: 'group:default/b' }],
    }),
    outcomes: toAll(403),
  }),
  DecideTransfer: changes('transfer-decide', {
    path: async (of, { transferOf }) => ({ id: await transferOf(of.id) }),
    body: () => ({ decision: 'decline' }),
  }),
  LinkEntities: changes('entity-link', {
    severity: 'medium',
    body: () => ({ links: [{ serviceAccountId: 'none', entityRef: null }] }),
    outcomes: toAll(403),
  }),
  Recover: changes('recover', { body: () => ({}), outcomes: toAll(403) }),
  // There is nothing to migrate, and there are no waves.
  CreateWave: asks(
    'wave-create',
    { kind: 'migrate', cluster: 'prod-eu', namespace: 'empty' },
    { outcomes: toAll(400) },
  ),
  ListWaves: reads('wave-fetch', { outcomes: toAll() }),
  GetWave: reads('wave-fetch', NO_WAVE),
  ListWaveItems: reads('wave-fetch', NO_WAVE),
  ExportWave: reads('wave-export', NO_WAVE),
  StartWave: changes('wave-start', NO_WAVE),
  PauseWave: changes('wave-pause', { ...NO_WAVE, severity: 'medium' }),
  ResumeWave: changes('wave-resume', NO_WAVE),
  UndoWave: changes('wave-undo', NO_WAVE),
  // There are no approval requests, and nobody is allowed to break glass.
  ListApprovals: reads('approval-fetch', { outcomes: toAll() }),
  GetApproval: reads('approval-fetch', {
    path: () => ({ id: 'none' }),
    outcomes: toAll(404),
  }),
  DecideApproval: changes('approval-decide', {
    path: () => ({ id: 'none' }),
    body: () => ({ decision: 'approve' }),
    outcomes: toAll(404),
  }),
  OpenBreakGlass: changes('break-glass', {
    severity: 'critical',
    body: () => ({ accountId: '111122223333', reason: 'an incident' }),
    outcomes: toAll(403),
  }),
  CutOffServiceAccount: changes('service-account-cut-off', {
    body: () => ({ reason: 'an incident' }),
  }),
  RestoreServiceAccount: changes('service-account-restore', {
    body: () => ({ reason: 'it is over' }),
  }),
  HandOverServiceAccount: changes('service-account-hand-over', {
    body: () => ({ to: 'terraform' }),
  }),
  CancelHandOver: asks('service-account-hand-over-cancel', {}),
  ListChecks: reads('check-fetch', { outcomes: toAll() }),
  ListActions: reads('action-fetch', { outcomes: toAll() }),
  PlanServiceAccount: reads('plan-create', {
    body: spec,
    outcomes: ofASpec(),
  }),
  PlanMigration: reads('migration-plan-create', {
    body: () => ({ to: 'pod-identity' }),
  }),
  MigrateServiceAccount: changes('service-account-migrate', {
    body: () => ({ to: 'pod-identity' }),
  }),
  ListMigrations: reads('migration-fetch', {
    query: { limit: '100' },
    outcomes: toMany(),
    marks: { own: 'default/mine', others: 'default/theirs' },
  }),
  RenderServiceAccount: reads('rendering-create', {
    body: rendering,
    outcomes: ofASpec(),
  }),
  DeliverServiceAccount: asks(
    'service-account-deliver',
    {},
    {
      body: delivery,
      outcomes: ofASpec(),
    },
  ),
  GetOperation: reads('operation-fetch', { path: operation }),
  RollBackOperation: changes('operation-roll-back', {
    path: of => ({ id: of.failedOperation }),
  }),
  ListClusters: reads('cluster-fetch', { outcomes: toAll() }),
  RefreshNamespaces: asks('namespace-refresh', {}, IN_PROD),
  ListNamespaces: reads('cluster-fetch', IN_PROD),
  GetClusterSetup: reads('cluster-fetch', IN_PROD),
  ListDiscoveredPlaces: reads('discovery-fetch', { outcomes: toAll() }),
  StartDiscovery: asks(
    'discovery-start',
    {},
    // Discovery is disabled in the test.
    { outcomes: toOne(409, { own: 403, others: 403 }) },
  ),
  GetOverview: reads('overview-fetch', {
    outcomes: toMany(),
    marks: { own: '"group:default/team"', others: '"group:default/others"' },
  }),
  ListFleetServiceAccounts: reads('fleet-fetch', {
    outcomes: toMany({ forPlugins: true }),
    marks: ROLES,
  }),
  ListFleetWorkloads: reads('fleet-fetch', {
    outcomes: toMany(),
    marks: { own: 'deployment/api', others: 'legacy' },
  }),
  ListFindings: reads('finding-fetch', {
    outcomes: toMany({ forPlugins: true }),
    marks: { own: 'ledger', others: 'orders' },
  }),
  ListFindingGroups: reads('finding-fetch', {
    outcomes: toMany(),
    marks: { own: '"trust-scope"', others: '"role-exists"' },
  }),
  CountFacets: reads('fleet-fetch', {
    path: () => ({ table: 'findings' }),
    outcomes: toMany(),
    marks: { own: '"trust-scope"', others: '"role-exists"' },
  }),
  GetFinding: reads('finding-fetch', { path: finding }),
  AcceptFinding: asks(
    'finding-accept',
    { reason: 'It is switched off next week.', until: inDays(9) },
    { path: finding },
  ),
  ReopenFinding: asks('finding-reopen', {}, { path: finding }),
  ListRoles: reads('role-fetch', {
    outcomes: toMany({ forPlugins: true }),
    marks: ROLES,
  }),
  GetRole: reads('role-fetch', { path: role }),
  ListNodeRoles: reads('node-role-fetch', {
    outcomes: {
      ...toMany(),
      // The findings of nodes belong to no owner.
      own: { status: 200, tells: [] },
      others: { status: 200, tells: [] },
      with: { status: 200, tells: ['others'] },
    },
    marks: { own: 'nobody has one', others: 'nodeGroups' },
  }),
  GetNodeRole: reads('node-role-fetch', {
    path: of => ({ id: of.nodeRole }),
    outcomes: toOne(200, { own: 404 }),
  }),
  ListScopes: reads('scope-fetch', {
    outcomes: { ...toAll(), service: { status: 200 } },
  }),
  StartScan: asks(
    'scan-start',
    {},
    {
      path: () => ({ scope: 'cluster:prod-eu' }),
      // Scans are disabled.
      outcomes: toAll(409),
    },
  ),
  ListAccess: reads('access-fetch', WHO_CAN),
  AskAccess: reads('access-fetch', WHO_CAN),
  GetAccessGraph: reads('access-graph-fetch', {
    query: { entityRef: 'component:default/orders' },
    outcomes: toMany(),
    marks: { own: '"staging-orders"', others: '"shared"' },
  }),
  ExportTable: reads('fleet-export', {
    path: () => ({ table: 'roles' }),
    outcomes: toMany(),
    marks: ROLES,
  }),
};

function entryPointOf({
  id,
  method,
  path,
}: (typeof OPERATIONS)[number]): EntryPoint {
  const route = ROUTES[id];
  const { event, severity = 'low', outcomes, marks, query = {} } = route;
  return {
    name: `${method.toLocaleUpperCase('en-US')} ${path.replace('/v1', '')}`,
    events: [{ id: event, severity }],
    outcomes,
    ...(marks && { marks }),
    async ask(stage, { header, whose }) {
      const of = stage.things[whose];
      const values = (await route.path?.(of, stage)) ?? { id: of.id };
      const filled = path
        .replace('/v1', '')
        .replace(/\{(\w+)\}/g, (_, name: string) => values[name]);
      const sent = request(stage.host.backend.server)
        [method](`${API}${filled}`)
        .set('Authorization', header)
        .query(query);
      return method === 'get' ? sent : sent.send(route.body?.(of) ?? {});
    },
  };
}

/** Returns one entry point per operation. */
export const routeEntryPoints = () =>
  OPERATIONS.filter(({ id }) => ROUTES[id]).map(entryPointOf);
