import request from 'supertest';
import { API } from '../host';
import { OPERATIONS } from '../matrix/operations';
import { DEVELOPER } from './callers';
import type { Row } from './rows';
import type { Stage, Side } from './stage';
import { specOfPayments, type Things } from './things';

interface Asked {
  /**
   * The statuses for the developer with the own group's data, for the developer with another team's data, and for the other user with the developer's
   * data.
   */
  statuses: Row['statuses'];
  /** The path parameters. By default, `id` is the IAM service account. */
  path?: (of: Things, stage: Stage, side: Side) => Record<string, string>;
  query?: Record<string, string>;
  body?: (of: Things) => object;
}

const all = (status = 200): Asked['statuses'] => [status, status, status];
const ownOnly = (status = 200, refused = 403): Asked['statuses'] => [
  status,
  refused,
  refused,
];
const inAMonth = () =>
  new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString();

const spec = ({ name, entityRef }: Things) => ({
  spec: specOfPayments(name, { entityRef }),
});
const formatted = (of: Things) => ({ ...spec(of), format: 'terraform' });
const reason = () => ({ reason: 'an incident of today' });
const operation = ({ operation: id }: Things) => ({ id });
const finding: Asked['path'] = (_, { ids }, side) => ({
  id: side === 'own' ? ids.ledgerFinding : ids.ordersFinding,
});
const role: Asked['path'] = (_, { ids }, side) => ({
  id: side === 'own' ? ids.ledgerRole : ids.sharedRole,
});

const WHO_CAN = {
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::ledger-files/a',
};

const entity: Asked['path'] = ({ entityRef }) => ({
  kind: 'component',
  namespace: 'default',
  name: entityRef.split('/')[1],
});

/** The operations of the OpenAPI document and their expected statuses. */
export const ASKED: Record<string, Asked> = {
  // Read operations: Backstage's default policy shows the whole fleet to everyone.
  ListEntityServiceAccounts: { statuses: all(), path: entity },
  SummarizeEntityAccess: {
    statuses: all(),
    body: ({ entityRef }) => ({ entityRefs: [entityRef] }),
  },
  ListServiceAccounts: { statuses: all() },
  GetServiceAccount: { statuses: all() },
  ListVerifications: { statuses: all() },
  GetServiceAccountChain: { statuses: all() },
  GetServiceAccountPermissions: { statuses: all() },
  ListRightSizings: { statuses: all() },
  ListServiceAccountChanges: { statuses: all() },
  ListServiceAccountTransfers: { statuses: all() },
  ListTransfers: { statuses: all() },
  ListMigrations: { statuses: all() },
  ListChecks: { statuses: all() },
  ListActions: { statuses: all() },
  ListClusters: { statuses: all() },
  // A user whom no rule grants a namespace cannot see the cluster.
  ListNamespaces: {
    statuses: [200, 200, 404],
    path: () => ({ cluster: 'prod-eu' }),
  },
  RefreshNamespaces: {
    statuses: [200, 200, 404],
    path: () => ({ cluster: 'prod-eu' }),
  },
  // Only the user who started an operation can read it.
  GetOperation: { statuses: ownOnly(200, 404), path: operation },
  GetOverview: { statuses: all() },
  ListFleetServiceAccounts: { statuses: all() },
  ListFleetWorkloads: { statuses: all() },
  ListFindings: { statuses: all() },
  ListFindingGroups: { statuses: all() },
  CountFacets: { statuses: all(), path: () => ({ table: 'findings' }) },
  GetFinding: { statuses: all(), path: finding },
  ListRoles: { statuses: all() },
  GetRole: { statuses: all(), path: role },
  ListNodeRoles: { statuses: all() },
  GetNodeRole: {
    statuses: all(),
    path: (_, { ids }) => ({ id: ids.nodeRole }),
  },
  GetClusterSetup: {
    statuses: all(),
    path: () => ({ cluster: 'prod-eu' }),
  },
  ListDiscoveredPlaces: { statuses: all() },
  ListScopes: { statuses: all() },
  ListAccess: { statuses: all(), query: WHO_CAN },
  AskAccess: { statuses: all(), query: WHO_CAN },
  GetAccessGraph: {
    statuses: all(),
    query: { cluster: 'prod-eu', namespace: 'payments' },
  },
  ExportTable: { statuses: all(), path: () => ({ table: 'roles' }) },
  // Data that is read from AWS and the cluster on demand.
  VerifyEntity: { statuses: all(), path: entity },
  VerifyServiceAccount: { statuses: all(), body: () => ({ live: true }) },
  DiagnoseServiceAccount: { statuses: all(), body: () => ({ text: 'x' }) },
  SimulateServiceAccount: {
    statuses: all(),
    body: () => ({
      requests: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' }],
    }),
  },
  ReadLastAccessed: { statuses: all(), body: () => ({}) },
  ProposeRightSize: { statuses: all(), body: () => ({}) },
  // Scans are disabled in the test.
  StartScan: {
    statuses: all(409),
    path: () => ({ scope: 'cluster:prod-eu' }),
    body: () => ({}),
  },
  // Discovery is disabled in the test.
  StartDiscovery: { statuses: all(409), body: () => ({}) },
  // Data for auditors.
  ListChanges: { statuses: all(403) },
  GetChange: { statuses: all(403), path: () => ({ id: 'none' }) },
  ExportChanges: { statuses: all(403) },
  ExportAccessReview: { statuses: all(403) },
  // Requests that contain a spec.
  PlanServiceAccount: { statuses: ownOnly(), body: spec },
  RenderServiceAccount: { statuses: ownOnly(), body: formatted },
  DeliverServiceAccount: {
    statuses: ownOnly(),
    body: ({ name, entityRef }) => ({
      spec: specOfPayments(`${name}-delivered`, { entityRef }),
      format: 'terraform',
    }),
  },
  ApplyServiceAccount: { statuses: ownOnly(), body: spec },
  // Changes.
  PlanMigration: { statuses: ownOnly(), body: () => ({ to: 'pod-identity' }) },
  MigrateServiceAccount: {
    statuses: ownOnly(),
    body: () => ({ to: 'pod-identity' }),
  },
  RightSizeServiceAccount: {
    statuses: ownOnly(),
    body: () => ({ drop: ['s3'] }),
  },
  UndoRightSizing: {
    statuses: ownOnly(),
    path: ({ toDelete, rightSizing }) => ({
      id: toDelete.registry.id,
      rightSizing,
    }),
    body: () => ({}),
  },
  CutOffServiceAccount: { statuses: ownOnly(), body: reason },
  RestoreServiceAccount: { statuses: ownOnly(), body: reason },
  HandOverServiceAccount: {
    statuses: ownOnly(),
    body: () => ({ to: 'terraform' }),
  },
  CancelHandOver: { statuses: ownOnly() },
  RollBackOperation: {
    statuses: ownOnly(200, 404),
    path: ({ failedOperation: id }) => ({ id }),
    body: () => ({}),
  },
  DeleteServiceAccount: {
    statuses: ownOnly(),
    path: ({ toDelete }) => ({ id: toDelete.route.id }),
  },
  // Ownership.
  // Both sides can request a transfer, which changes nothing.
  RequestTransfer: {
    statuses: [201, 201, 403],
    body: ({ newOwner: owner }) => ({ owner }),
  },
  // The transfers that the developer requested. The rule grants the namespace to no other team, so that nothing can be transferred.
  DecideTransfer: {
    statuses: ownOnly(400),
    path: ({ transfer: id }) => ({ id }),
    body: () => ({ decision: 'confirm' }),
  },
  TransferInBulk: {
    statuses: all(403),
    body: () => ({ owners: [{ from: 'group:default/orders', to: DEVELOPER }] }),
  },
  LinkEntities: {
    statuses: all(403),
    body: () => ({ links: [{ serviceAccountId: 'none', entityRef: null }] }),
  },
  // The finding of the own group has medium severity.
  // There are no approval requests, and nobody is allowed to break glass.
  ListApprovals: { statuses: all() },
  GetApproval: { statuses: all(404), path: () => ({ id: 'none' }) },
  DecideApproval: {
    statuses: all(404),
    path: () => ({ id: 'none' }),
    body: () => ({ decision: 'approve' }),
  },
  OpenBreakGlass: {
    statuses: all(403),
    body: () => ({ accountId: '111122223333', reason: 'an incident' }),
  },
  Recover: { statuses: all(403), body: () => ({}) },
  // There is nothing to migrate, and there are no waves.
  CreateWave: {
    statuses: all(400),
    body: () => ({ kind: 'migrate', cluster: 'prod-eu', namespace: 'empty' }),
  },
  ListWaves: { statuses: all() },
  ...Object.fromEntries(
    [
      'GetWave',
      'ListWaveItems',
      'ExportWave',
      'StartWave',
      'PauseWave',
      'ResumeWave',
      'UndoWave',
    ].map(id => [id, { statuses: all(404), path: () => ({ id: 'none' }) }]),
  ),
  AcceptFinding: {
    statuses: ownOnly(),
    path: finding,
    body: () => ({ reason: 'It is gone soon.', until: inAMonth() }),
  },
  ReopenFinding: { statuses: ownOnly(), path: finding, body: () => ({}) },
};

function rowOf({ id, method, path }: (typeof OPERATIONS)[number]): Row {
  const { statuses, query = {}, body, path: values } = ASKED[id];
  return {
    name: `${method.toLocaleUpperCase('en-US')} ${path.replace('/v1', '')}`,
    statuses,
    async ask(stage, { header }, side) {
      const of = stage[side];
      const given = values?.(of, stage, side) ?? { id: of.id };
      const filled = path
        .replace('/v1', '')
        .replace(/\{(\w+)\}/g, (_, name: string) => given[name]);
      const sent = request(stage.host.backend.server)
        [method](`${API}${filled}`)
        .set('Authorization', header)
        .query(query);
      const { status, text } = await (method === 'get'
        ? sent
        : sent.send(body?.(of)));
      return { status, text };
    },
  };
}

/** One row per operation. */
export const OPERATION_ROWS = OPERATIONS.filter(({ id }) => ASKED[id]).map(
  rowOf,
);
