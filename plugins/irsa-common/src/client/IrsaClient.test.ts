import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { type IrsaApi, IrsaClient } from './IrsaClient';
import { MAX_FILTER_VALUES } from './queries';

const document = parse(
  readFileSync(
    resolve(__dirname, '../../../irsa-backend/src/schema/openapi.yaml'),
    'utf8',
  ),
);
const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(
  document,
  'api',
);

const spec = {
  entityRef: 'component:default/orders',
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders',
};
const entity = { kind: 'Component', namespace: 'default', name: 'a/b' };
const why = { reason: 'Orders moves & ends', changeNumber: 'CHG-1' };
const WHY = 'reason=Orders+moves+%26+ends&changeNumber=CHG-1';
const simulation = { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' };
const owners = [{ from: 'group:default/a', to: 'group:default/b' }];
const risk = { reason: 'Known and accepted', until: '2027-01-01T00:00:00Z' };

type Call = [
  call: (irsa: IrsaApi) => Promise<unknown>,
  request: string,
  body?: object,
];

/** The operations of the OpenAPI document, each with a call and the request that it sends. */
const CALLS: Record<string, Call> = {
  ListEntityServiceAccounts: [
    irsa => irsa.listEntityServiceAccounts(entity),
    'GET /v1/entities/component/default/a%2Fb/service-accounts',
  ],
  VerifyEntity: [
    irsa => irsa.verifyEntity(entity),
    'POST /v1/entities/component/default/a%2Fb/verifications',
  ],
  SummarizeEntityAccess: [
    irsa => irsa.summarizeEntityAccess(['component:default/a']),
    'POST /v1/entities/access',
    { entityRefs: ['component:default/a'] },
  ],
  ListServiceAccounts: [
    irsa => irsa.listServiceAccounts({ cluster: 'prod-eu', limit: 5 }),
    'GET /v1/service-accounts?cluster=prod-eu&limit=5',
  ],
  GetServiceAccount: [
    irsa => irsa.getServiceAccount('a/b'),
    'GET /v1/service-accounts/a%2Fb',
  ],
  VerifyServiceAccount: [
    irsa => irsa.verifyServiceAccount('a/b', { live: false }),
    'POST /v1/service-accounts/a%2Fb/verifications',
    { live: false },
  ],
  ListChecks: [irsa => irsa.listChecks(), 'GET /v1/checks'],
  GetServiceAccountChain: [
    irsa => irsa.getChain('a/b'),
    'GET /v1/service-accounts/a%2Fb/chain',
  ],
  ListVerifications: [
    irsa => irsa.listVerifications('a/b', { cursor: 'c&d', limit: 1 }),
    'GET /v1/service-accounts/a%2Fb/verifications?cursor=c%26d&limit=1',
  ],
  DiagnoseServiceAccount: [
    irsa => irsa.diagnose('a/b', 'it broke'),
    'POST /v1/service-accounts/a%2Fb/diagnoses',
    { text: 'it broke' },
  ],
  PlanServiceAccount: [
    irsa => irsa.planServiceAccount(spec),
    'POST /v1/plans',
    { spec },
  ],
  ApplyServiceAccount: [
    irsa => irsa.applyServiceAccount(spec, why),
    'PUT /v1/service-accounts (respond-async)',
    { spec, ...why },
  ],
  DeleteServiceAccount: [
    irsa => irsa.deleteServiceAccount('a/b', why),
    `DELETE /v1/service-accounts/a%2Fb?${WHY} (respond-async)`,
  ],
  PlanMigration: [
    irsa => irsa.planMigration('a/b', 'pod-identity'),
    'POST /v1/service-accounts/a%2Fb/migration-plans',
    { to: 'pod-identity' },
  ],
  MigrateServiceAccount: [
    irsa => irsa.migrateServiceAccount('a/b', 'irsa', why),
    'POST /v1/service-accounts/a%2Fb/migrations (respond-async)',
    { to: 'irsa', ...why },
  ],
  ListMigrations: [
    irsa =>
      irsa.listMigrations({
        ...{ stage: 'irsa', serviceAccountId: 'a', cursor: undefined },
      }),
    'GET /v1/migrations?stage=irsa&serviceAccountId=a',
  ],
  RenderServiceAccount: [
    irsa => irsa.renderServiceAccount(spec, 'terraform'),
    'POST /v1/renderings',
    { spec, format: 'terraform' },
  ],
  DeliverServiceAccount: [
    irsa =>
      irsa.deliverServiceAccount(spec, 'terraform', { createResources: true }),
    'POST /v1/deliveries',
    { spec, format: 'terraform', createResources: true },
  ],
  HandOverServiceAccount: [
    irsa => irsa.handOverServiceAccount('id/1', 'terraform', { preview: true }),
    'POST /v1/service-accounts/id%2F1/hand-over',
    { to: 'terraform', preview: true },
  ],
  CancelHandOver: [
    irsa => irsa.cancelHandOver('id/1'),
    'DELETE /v1/service-accounts/id%2F1/hand-over',
  ],
  GetOperation: [
    irsa => irsa.getOperation('op/1'),
    'GET /v1/operations/op%2F1',
  ],
  RollBackOperation: [
    irsa => irsa.rollBackOperation('op/1', why),
    `POST /v1/operations/op%2F1/rollbacks?${WHY}`,
  ],
  GetServiceAccountPermissions: [
    irsa => irsa.getPermissions('a/b'),
    'GET /v1/service-accounts/a%2Fb/permissions',
  ],
  SimulateServiceAccount: [
    irsa =>
      irsa.simulate('a/b', { requests: [simulation], useAwsSimulator: true }),
    'POST /v1/service-accounts/a%2Fb/simulations',
    { requests: [simulation], useAwsSimulator: true },
  ],
  ReadLastAccessed: [
    irsa => irsa.readLastAccessed('a/b'),
    'POST /v1/service-accounts/a%2Fb/last-accessed',
  ],
  ProposeRightSize: [
    irsa => irsa.proposeRightSize('a/b', { drop: ['s3'] }),
    'POST /v1/service-accounts/a%2Fb/right-size-proposals',
    { drop: ['s3'] },
  ],
  RightSizeServiceAccount: [
    irsa => irsa.rightSize('a/b', { narrow: ['s3'] }, why),
    'POST /v1/service-accounts/a%2Fb/right-sizings (respond-async)',
    { narrow: ['s3'], ...why },
  ],
  ListRightSizings: [
    irsa => irsa.listRightSizings('a/b'),
    'GET /v1/service-accounts/a%2Fb/right-sizings',
  ],
  UndoRightSizing: [
    irsa => irsa.undoRightSizing('a/b', 'c/d', why),
    `POST /v1/service-accounts/a%2Fb/right-sizings/c%2Fd/undo?${WHY} (respond-async)`,
  ],
  ListServiceAccountTransfers: [
    irsa => irsa.listTransfers('a/b'),
    'GET /v1/service-accounts/a%2Fb/transfers',
  ],
  ListTransfers: [
    irsa => irsa.listAllTransfers({ state: 'pending' }),
    'GET /v1/transfers?state=pending',
  ],
  RequestTransfer: [
    irsa => irsa.requestTransfer('a/b', { owner: 'group:default/b' }),
    'POST /v1/service-accounts/a%2Fb/transfers',
    { owner: 'group:default/b' },
  ],
  DecideTransfer: [
    irsa => irsa.decideTransfer('c/d', { decision: 'confirm' }),
    'POST /v1/transfers/c%2Fd/decisions',
    { decision: 'confirm' },
  ],
  TransferInBulk: [
    irsa => irsa.transferInBulk({ owners, dryRun: true }),
    'POST /v1/transfers/bulk',
    { owners, dryRun: true },
  ],
  LinkEntities: [
    irsa =>
      irsa.linkEntities({
        links: [{ serviceAccountId: 'sa-1', entityRef: null }],
      }),
    'PUT /v1/entity-links',
    { links: [{ serviceAccountId: 'sa-1', entityRef: null }] },
  ],
  Recover: [
    irsa => irsa.recover({ dryRun: false, limit: 10 }),
    'POST /v1/recoveries',
    { dryRun: false, limit: 10 },
  ],
  CreateWave: [
    irsa => irsa.createWave({ kind: 'migrate', cluster: 'prod-eu' }),
    'POST /v1/waves',
    { kind: 'migrate', cluster: 'prod-eu' },
  ],
  ListWaves: [irsa => irsa.listWaves(), 'GET /v1/waves'],
  GetWave: [irsa => irsa.getWave('w/1'), 'GET /v1/waves/w%2F1'],
  ListWaveItems: [
    irsa => irsa.listWaveItems('w-1', { state: 'failed', limit: 10 }),
    'GET /v1/waves/w-1/items?state=failed&limit=10',
  ],
  ExportWave: [
    irsa => irsa.exportWave('w-1', 'markdown'),
    'GET /v1/waves/w-1/report?format=markdown',
  ],
  StartWave: [irsa => irsa.startWave('w-1'), 'POST /v1/waves/w-1/start'],
  PauseWave: [irsa => irsa.pauseWave('w-1'), 'POST /v1/waves/w-1/pause'],
  ResumeWave: [irsa => irsa.resumeWave('w-1'), 'POST /v1/waves/w-1/resume'],
  UndoWave: [irsa => irsa.undoWave('w-1'), 'POST /v1/waves/w-1/undo'],
  ListApprovals: [
    irsa => irsa.listApprovals({ state: 'pending' }),
    'GET /v1/approvals?state=pending',
  ],
  GetApproval: [irsa => irsa.getApproval('c/d'), 'GET /v1/approvals/c%2Fd'],
  DecideApproval: [
    irsa => irsa.decideApproval('c/d', { decision: 'approve' }),
    'POST /v1/approvals/c%2Fd/decisions',
    { decision: 'approve' },
  ],
  OpenBreakGlass: [
    irsa => irsa.openBreakGlass({ accountId: '111122223333', reason: 'INC-1' }),
    'POST /v1/break-glass',
    { accountId: '111122223333', reason: 'INC-1' },
  ],
  CutOffServiceAccount: [
    irsa => irsa.cutOffServiceAccount('a/b', 'Leaked'),
    'POST /v1/service-accounts/a%2Fb/cut-off',
    { reason: 'Leaked' },
  ],
  RestoreServiceAccount: [
    irsa => irsa.restoreServiceAccount('a/b', 'Rotated'),
    'DELETE /v1/service-accounts/a%2Fb/cut-off',
    { reason: 'Rotated' },
  ],
  ListActions: [
    irsa => irsa.listActions('s3:Get'),
    'GET /v1/actions?prefix=s3%3AGet',
  ],
  ListClusters: [irsa => irsa.listClusters(), 'GET /v1/clusters'],
  ListNamespaces: [
    irsa => irsa.listNamespaces('prod/eu'),
    'GET /v1/clusters/prod%2Feu/namespaces',
  ],
  RefreshNamespaces: [
    irsa => irsa.refreshNamespaces('prod/eu'),
    'POST /v1/clusters/prod%2Feu/namespaces/refresh',
  ],
  GetOverview: [irsa => irsa.getOverview(), 'GET /v1/overview'],
  ListFleetServiceAccounts: [
    irsa => irsa.listFleetServiceAccounts({ q: 'a b', status: 'broken' }),
    'GET /v1/fleet/service-accounts?q=a+b&status=broken',
  ],
  ListFleetWorkloads: [
    irsa => irsa.listFleetWorkloads({ sort: 'name', order: 'desc' }),
    'GET /v1/fleet/workloads?sort=name&order=desc',
  ],
  ListFindings: [
    irsa => irsa.listFindings({ owner: 'none', limit: 500 }),
    'GET /v1/findings?owner=none&limit=500',
  ],
  ListFindingGroups: [
    irsa => irsa.listFindingGroups({ severity: 'high,medium' }),
    'GET /v1/finding-groups?severity=high%2Cmedium',
  ],
  CountFacets: [
    irsa => irsa.countFacets('findings', { facets: 'severity,check' }),
    'GET /v1/facets/findings?facets=severity%2Ccheck',
  ],
  GetFinding: [irsa => irsa.getFinding('f/1'), 'GET /v1/findings/f%2F1'],
  AcceptFinding: [
    irsa => irsa.acceptFinding('f/1', risk),
    'PUT /v1/findings/f%2F1/acceptance',
    risk,
  ],
  ReopenFinding: [
    irsa => irsa.reopenFinding('f/1'),
    'DELETE /v1/findings/f%2F1/acceptance',
  ],
  ListRoles: [
    irsa => irsa.listRoles({ account: '111122223333' }),
    'GET /v1/roles?account=111122223333',
  ],
  GetRole: [irsa => irsa.getRole('r/1'), 'GET /v1/roles/r%2F1'],
  ListNodeRoles: [
    irsa => irsa.listNodeRoles({ cluster: 'prod-eu' }),
    'GET /v1/node-roles?cluster=prod-eu',
  ],
  GetNodeRole: [irsa => irsa.getNodeRole('r/1'), 'GET /v1/node-roles/r%2F1'],
  ListDiscoveredPlaces: [
    irsa => irsa.listDiscoveredPlaces(),
    'GET /v1/discovery',
  ],
  StartDiscovery: [
    irsa => irsa.startDiscovery(),
    'POST /v1/discovery (respond-async)',
  ],
  GetClusterSetup: [
    irsa => irsa.getClusterSetup('prod-eu'),
    'GET /v1/clusters/prod-eu/setup',
  ],
  ListScopes: [irsa => irsa.listScopes(), 'GET /v1/scopes'],
  StartScan: [
    irsa => irsa.startScan('cluster/prod'),
    'POST /v1/scopes/cluster%2Fprod/scans (respond-async)',
  ],
  ListAccess: [
    irsa => irsa.listAccess(simulation),
    'GET /v1/access?action=s3%3AGetObject&resource=arn%3Aaws%3As3%3A%3A%3Aa%2Fb',
  ],
  AskAccess: [
    irsa => irsa.askAccess(simulation),
    'POST /v1/access?action=s3%3AGetObject&resource=arn%3Aaws%3As3%3A%3A%3Aa%2Fb',
  ],
  GetAccessGraph: [
    irsa => irsa.getAccessGraph({ cluster: 'prod-eu', namespace: 'shop' }),
    'GET /v1/access-graph?cluster=prod-eu&namespace=shop',
  ],
  ListChanges: [
    irsa => irsa.listChanges({ serviceAccount: 'a/b/c', limit: 5 }),
    'GET /v1/changes?serviceAccount=a%2Fb%2Fc&limit=5',
  ],
  GetChange: [irsa => irsa.getChange('c/1'), 'GET /v1/changes/c%2F1'],
  ListServiceAccountChanges: [
    irsa => irsa.listServiceAccountChanges('a/b'),
    'GET /v1/service-accounts/a%2Fb/changes',
  ],
  ExportChanges: [
    irsa => irsa.exportChanges('json', { action: 'delete' }),
    'GET /v1/exports/changes?action=delete&format=json',
  ],
  ExportAccessReview: [
    irsa => irsa.exportAccessReview('csv'),
    'GET /v1/exports/access-review?format=csv',
  ],
  ExportTable: [
    irsa => irsa.exportTable('findings', 'csv', { severity: 'high' }),
    'GET /v1/exports/findings?severity=high&format=csv',
  ],
};

function clientThat(answer: () => Response) {
  const fetch = jest.fn(async (_url: string, _init: RequestInit) => answer());
  const irsa = new IrsaClient({
    discoveryApi: { getBaseUrl: async plugin => `http://host/api/${plugin}` },
    fetchApi: { fetch: fetch as unknown as typeof globalThis.fetch },
  });
  return { irsa, fetch };
}

/** Returns the operation of a request, and how its query and body violate the OpenAPI document. */
function operationOf(method: string, url: URL, body: unknown) {
  const path = url.pathname.replace('/api/irsa', '');
  const matches = Object.keys(document.paths).filter(template =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  // `/v1/exports/changes` must match before `/v1/exports/{table}`.
  const template = matches.sort((a, b) => +/\{/.test(a) - +/\{/.test(b))[0];
  const operation = document.paths[template][method.toLowerCase()];
  const declared = (operation.parameters ?? []).map(
    (parameter: { $ref?: string; name: string }) =>
      parameter.$ref
        ? document.components.parameters[parameter.$ref.split('/').pop()!].name
        : parameter.name,
  );
  const pointer = [template, method.toLowerCase()].map(part =>
    part.replaceAll('/', '~1'),
  );
  const isBodyValid = operation.requestBody
    ? ajv.validate(
        {
          $ref: `api#/paths/${pointer
            .map(encodeURIComponent)
            .join('/')}/requestBody/content/application~1json/schema`,
        },
        body,
      )
    : body === undefined;
  return {
    id: operation.operationId,
    undeclared: [...url.searchParams.keys()].filter(
      name => !declared.includes(name),
    ),
    invalidBody: isBodyValid ? null : ajv.errorsText(),
  };
}

describe('IrsaClient', () => {
  it.each(Object.entries(CALLS))(
    'sends %s as described in the OpenAPI document',
    async (id, [call, request, body]) => {
      const answer = { id };
      const { irsa, fetch } = clientThat(() => Response.json(answer));
      const result = await call(irsa);

      const [[url, init]] = fetch.mock.calls;
      const headers = new Headers(init.headers);
      const prefer = headers.get('Prefer');
      const sent = typeof init.body === 'string' && JSON.parse(init.body);
      expect(
        `${init.method} ${url.replace('http://host/api/irsa', '')}${
          prefer ? ` (${prefer})` : ''
        }`,
      ).toBe(request);
      expect(sent || undefined).toEqual(body);
      expect(headers.get('Content-Type')).toBe(
        body ? 'application/json' : null,
      );
      expect(
        operationOf(init.method!, new URL(url), sent || undefined),
      ).toEqual({ id, undeclared: [], invalidBody: null });
      expect(
        result instanceof Blob ? JSON.parse(await result.text()) : result,
      ).toEqual(answer);
    },
  );

  it('has a method for each operation', () => {
    const ids = Object.values<object>(document.paths).flatMap(path =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(Object.keys(CALLS).sort()).toEqual(ids.sort());
  });

  it('states how many values the filters of tables accept', () => {
    const facets = Object.entries<{ schema: { maxItems: number } }>(
      document.components.parameters,
    ).filter(([name]) => name.endsWith('Facet'));
    expect(new Set(facets.map(([, { schema }]) => schema.maxItems))).toEqual(
      new Set([MAX_FILTER_VALUES]),
    );
  });

  it('rejects with the error that the backend returns', async () => {
    const error = { name: 'InputError', message: 'namespace: not yours' };
    const body = { error, response: { statusCode: 400 } };
    const { irsa } = clientThat(() => Response.json(body, { status: 400 }));
    await expect(irsa.listClusters()).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 400,
      cause: error,
    });
  });
});
