import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import type {
  Approval,
  Change,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import request from 'supertest';
import { auditLog } from '../__testUtils__/auditLog';
import { changeRequestGate } from '../__testUtils__/changeRequestGate';
import { rolesOf } from '../__testUtils__/defaults/iam';
import { API, type TestHost } from '../__testUtils__/host';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { actionsRegistry } from '../__testUtils__/registry';
import { componentOf, specOf } from '../__testUtils__/core';

const PROD = '111122223333';
const TEAM = 'group:default/team';
const SECURITY = 'group:default/security';
const PLATFORM = 'group:default/platform';
const ADMINS = 'group:default/admins';
const ON_CALL = 'group:default/on-call';

/** Asks. */
const ADA = 'user:default/ada';
/** Of the same team, and no approver. */
const EVE = 'user:default/eve';
/** Of the team and an approver too. */
const BOTH = 'user:default/both';
const SEC = 'user:default/sec';
/** Approves by another rule. */
const PLAT = 'user:default/plat';
const ADMIN = 'user:default/admin';
const HERO = 'user:default/hero';

const SECRET = {
  service: 'secretsmanager',
  access: 'read' as const,
  resource: 'orders/db',
};
const BUCKET = {
  service: 's3',
  access: 'read' as const,
  resource: 'orders-uploads',
};
const NAMES = [
  ...['asked', 'selfish', 'shared', 'changed', 'drifted', 'late', 'replayed'],
  ...['ways', 'smaller', 'raced', 'broken', 'gated', 'spoofed', 'rejected'],
  ...['document', 'both-rules', 'unseen'],
];
const as = (ref: string) => mockCredentials.user.header(ref);
const onBehalfOf = (ref: string) =>
  `Bearer ${mockCredentials.user.token(ref, {
    actor: { subject: 'plugin:scaffolder' },
  })}`;

/** A system of change requests, whose answers a test sets. */
async function changeRequests() {
  const state = {
    opened: [] as Record<string, string>[],
    status: 200,
    answer: { approval: 'requested' } as Record<string, string>,
  };
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const query = decodeURIComponent(req.url ?? '').split('correlation_id=')[1];
    if (req.method === 'POST') {
      const asked = JSON.parse(Buffer.concat(parts).toString());
      state.opened.push({ number: `CHG${state.opened.length + 1}`, ...asked });
    }
    const found =
      req.method === 'POST'
        ? state.opened.at(-1)
        : state.opened.find(each => each.correlation_id === query);
    const isAllowed = req.headers.authorization === 'Bearer secret-of-test';
    const result = found && { ...found, ...state.answer };
    res.statusCode = isAllowed ? state.status : 401;
    res.end(
      JSON.stringify({
        result: req.method === 'POST' ? result : [result].filter(Boolean),
      }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    state,
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise(resolve => server.close(resolve)),
  };
}

describe('approvals', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-approvals-'));
  const audit = auditLog();
  const actions = actionsRegistry();
  let tickets: Awaited<ReturnType<typeof changeRequests>>;
  const sent: NotificationSendOptions[] = [];
  let host: TestHost & { knex: Knex };
  let replica: TestHost;

  const start = (beside?: TestHost, registry = actionsRegistry()) =>
    startFleetHost(
      {},
      {
        beside,
        root: {
          changeRequests: { url: tickets.url, token: 'secret-of-test' },
        },
        database: { client: 'better-sqlite3', connection: { directory } },
        entities: () => NAMES.map(name => componentOf(name, TEAM)),
        irsa: {
          administrators: [ADMINS],
          audit: { readerGroups: [ADMINS] },
          breakGlass: { groups: [ON_CALL] },
          approvals: [
            {
              name: 'secrets',
              grants: ['secretsmanager:*'],
              clusters: ['prod-*'],
              approvers: [SECURITY],
            },
            {
              name: 'admin-rights',
              minimumRisk: 'high',
              clusters: ['prod-*'],
              approvers: [PLATFORM],
            },
            {
              name: 'staging',
              accounts: ['444455556666'],
              gate: 'change-requests',
            },
          ],
        },
        users: {
          [ADA]: [TEAM],
          [EVE]: [TEAM],
          [BOTH]: [TEAM, SECURITY],
          [SEC]: [SECURITY],
          [PLAT]: [PLATFORM],
          [ADMIN]: [ADMINS],
          [HERO]: [TEAM, ON_CALL],
        },
        features: [
          audit.factory,
          registry.feature,
          changeRequestGate,
          createServiceFactory({
            service: notificationService,
            deps: {},
            factory: () => ({
              async send(options) {
                sent.push(options);
              },
            }),
          }),
        ],
      },
    );

  beforeAll(async () => {
    tickets = await changeRequests();
    host = await start(undefined, actions);
    replica = await start(host);
  });
  afterAll(async () => {
    await replica?.stop();
    await host?.stop();
    await tickets?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const api = (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    who: string,
    body: object = {},
    at: TestHost = host,
  ) => {
    const sending = request(at.backend.server)
      [method](`${API}${path}`)
      .set('Authorization', who.startsWith('Bearer') ? who : as(who));
    return method === 'get' ? sending : sending.send(body);
  };
  const specFor = (
    name: string,
    grants: object[] = [SECRET],
    change: object = {},
  ) =>
    specOf({
      entityRef: `component:default/${name}`,
      name,
      grants: grants as IamServiceAccountSpec['grants'],
      ...change,
    });
  const apply = (spec: object, who = ADA, at: TestHost = host) =>
    api('put', '/service-accounts', who, { spec }, at);
  /** Asks, and expects to have to wait. */
  const ask = async (spec: object, who = ADA): Promise<string> => {
    const { status, body } = await apply(spec, who);
    expect([status, body.error?.name]).toEqual([409, 'ApprovalRequiredError']);
    return body.error.approvals[0].id;
  };
  const decide = (
    id: string,
    who = SEC,
    decision: 'approve' | 'reject' = 'approve',
  ) => api('post', `/approvals/${id}/decisions`, who, { decision });
  const stateOf = async (id: string) =>
    ((await api('get', `/approvals/${id}`, ADMIN)).body as Approval).state;
  const made = async (spec: object, who = ADA) => {
    const { status, text, body } = await apply(spec, who);
    if (status !== 200) throw new Error(text);
    return body.serviceAccount as { id: string; roleArn: string };
  };
  const approvedAndMade = async (spec: object) => {
    await decide(await ask(spec));
    return made(spec);
  };
  const changesOf = async (query: string): Promise<Change[]> =>
    (await api('get', `/changes?${query}`, ADMIN)).body.items;
  const account = () => host.sandbox.world.accounts.get(PROD)!;

  it('are asked for before anything is written, given by an approver, used once, and recorded', async () => {
    const before = rolesOf(host.sandbox);
    const spec = specFor('asked');
    const { body: plan } = await api('post', '/plans', ADA, { spec });
    expect(plan.approvals).toEqual([
      { rule: 'secrets', approvers: [SECURITY] },
    ]);
    const id = await ask(spec);
    expect(await ask(spec)).toBe(id);
    expect(rolesOf(host.sandbox)).toEqual(before);
    const { body: none } = await api('get', '/service-accounts?limit=500', ADA);
    expect(JSON.stringify(none)).not.toContain('"name":"asked"');
    expect(sent.at(-1)).toMatchObject({
      recipients: { entityRef: [SECURITY] },
      payload: { link: `/irsa/approvals?id=${id}` },
    });

    const { body: list } = await api('get', '/approvals?state=pending', SEC);
    expect(list.items).toEqual([
      expect.objectContaining({
        ...{ id, rule: 'secrets', requestedBy: ADA, name: 'asked' },
        ...{ isMine: false, mayDecide: true, spec },
      }),
    ]);
    expect(list.items[0].steps.length).toBeGreaterThan(0);
    const approved = await decide(id);
    expect([approved.status, approved.body.state]).toEqual([200, 'approved']);
    expect(sent.at(-1)).toMatchObject({ recipients: { entityRef: [ADA] } });
    expect((await apply(spec)).status).toBe(200);
    expect(await stateOf(id)).toBe('used');

    const ref = 'serviceAccount=prod-eu/production/asked';
    const states = (await changesOf(`${ref}&action=approval`)).map(
      ({ requester, approver, result }) => [requester, approver, result],
    );
    expect(states).toEqual([
      [ADA, SEC, 'succeeded'],
      [ADA, SEC, 'succeeded'],
      [ADA, undefined, 'succeeded'],
    ]);
    const [applied] = await changesOf(`${ref}&action=apply`);
    expect(applied).toMatchObject({ requester: ADA, approver: SEC });

    // To ask for more is no change yet.
    await ask(specFor('asked', [SECRET, BUCKET]), EVE);
    const review = await api(
      'get',
      '/exports/access-review?format=json',
      ADMIN,
    );
    expect(JSON.parse(review.text)).toContainEqual(
      expect.objectContaining({ name: 'asked', lastChangeBy: ADA }),
    );
  });

  it('are asked for by no plan that gives nothing', async () => {
    const spec = specFor('smaller', [SECRET, BUCKET]);
    const { id } = await approvedAndMade(spec);
    expect((await apply(spec)).status).toBe(200);
    expect((await apply(specFor('smaller'))).status).toBe(200);
    expect((await apply(specFor('smaller', []))).status).toBe(200);
    expect((await api('delete', `/service-accounts/${id}`, ADA)).status).toBe(
      200,
    );
  });

  describe('are refused', () => {
    it.each([
      ['who asked, also an approver', BOTH, BOTH, 403],
      ['who asked, in other letters', BOTH, 'user:Default/BOTH', 403],
      ['a plugin on behalf of an approver', ADA, onBehalfOf(SEC), 403],
      ['an administrator who is no approver', ADA, ADMIN, 403],
      ['an owner who is no approver', ADA, EVE, 404],
      ['an approver of another rule', ADA, PLAT, 404],
    ])('by %s', async (_, requester, decider, status) => {
      const id = await ask(specFor('selfish'), requester);
      const refused = await decide(id, decider);
      expect(refused.status).toBe(status);
      expect(await stateOf(id)).toBe('pending');
      expect(audit.events.at(-2)).toMatchObject({
        eventId: 'approval-decide',
        outcome: 'failed',
      });
      expect((await apply(specFor('selfish'), requester)).status).toBe(409);
    });

    it('to another user than asked', async () => {
      const spec = specFor('shared');
      const id = await ask(spec);
      await decide(id);
      expect(await ask(spec, EVE)).not.toBe(id);
      expect(await stateOf(id)).toBe('approved');
    });

    it('after a change of the spec', async () => {
      const id = await ask(specFor('changed'));
      await decide(id);
      const other = { ...SECRET, resource: 'payments/db' };
      expect(await ask(specFor('changed', [other]))).not.toBe(id);
      expect(await stateOf(id)).toBe('lapsed');
      expect(await ask(specFor('changed'))).not.toBe(id);
      const refs = 'serviceAccount=prod-eu/production/changed&action=approval';
      expect((await changesOf(refs)).map(({ reason }) => reason)).toContain(
        'The plan has changed.',
      );
    });

    it('after a change of what is there', async () => {
      const { roleArn } = await made(specFor('drifted', [BUCKET]));
      const spec = specFor('drifted', [BUCKET, SECRET]);
      const id = await ask(spec);
      await decide(id);
      const role = account().roles.get(roleArn.split('/').pop()!)!;
      role.attachedPolicyArns.length = 0;
      expect(await ask(spec)).not.toBe(id);
      expect(await stateOf(id)).toBe('lapsed');
    });

    it('after a day, asked or given', async () => {
      const spec = specFor('late');
      const past = { expires_at: new Date(Date.now() - 1).toISOString() };
      const asked = await ask(spec);
      await host.knex('approvals').where({ id: asked }).update(past);
      expect((await decide(asked)).status).toBe(409);
      const given = await ask(spec);
      await decide(given);
      await host.knex('approvals').where({ id: given }).update(past);
      expect(await ask(spec)).not.toBe(given);
      expect([await stateOf(asked), await stateOf(given)]).toEqual([
        'lapsed',
        'lapsed',
      ]);
      const ref = 'serviceAccount=prod-eu/production/late&action=approval';
      expect(
        (await changesOf(ref)).filter(
          ({ reason }) => reason === 'It was not used in time.',
        ),
      ).toHaveLength(2);
    });

    it('a second time', async () => {
      const spec = specFor('replayed');
      const first = await ask(spec);
      await decide(first);
      const { id } = await made(spec);
      await api('delete', `/service-accounts/${id}`, ADA);
      expect(await ask(spec)).not.toBe(first);
      expect((await decide(first)).status).toBe(409);
    });

    it('for a while after a rejection', async () => {
      const spec = specFor('rejected');
      const id = await ask(spec);
      await decide(id, SEC, 'reject');
      const { status, body } = await apply(spec);
      expect([status, body.error.approvals]).toEqual([
        409,
        [{ id, rule: 'secrets', state: 'rejected', approvers: [SECURITY] }],
      ]);
      expect((await decide(id)).status).toBe(409);
    });
  });

  it('are needed by every way that gives access', async () => {
    const { id } = await approvedAndMade(specFor('ways', [SECRET, BUCKET]));
    const path = `/service-accounts/${id}`;
    const before = () => rolesOf(host.sandbox);
    const smaller = await api('post', `${path}/right-sizings`, ADA, {
      drop: ['secretsmanager'],
    });
    expect([smaller.status, smaller.text]).toEqual([200, expect.anything()]);
    const [sizing] = (await api('get', `${path}/right-sizings`, ADA)).body
      .items;
    const roles = before();
    const undone = await api(
      'post',
      `${path}/right-sizings/${sizing.id}/undo`,
      ADA,
    );
    expect([undone.status, undone.body.error.name]).toEqual([
      409,
      'ApprovalRequiredError',
    ]);
    await expect(
      actions.invoke(
        'create-service-account',
        specFor('unseen'),
        mockCredentials.user(ADA),
      ),
    ).rejects.toThrow('needs an approval');
    const behind = await api('put', '/service-accounts', onBehalfOf(ADA), {
      spec: specFor('unseen'),
    });
    expect(behind.body.error.name).toBe('ApprovalRequiredError');
    const adopted = await apply(specFor('unseen', [BUCKET], { adopt: true }));
    expect(adopted.body.error.name).toBe('ApprovalRequiredError');
    const document = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: '*',
        },
      ],
    };
    const own = await apply(
      specFor('document', [], { policyDocument: document }),
    );
    expect(own.body.error.name).toBe('ApprovalRequiredError');
    expect(before()).toEqual(roles);

    await approvedAndMade(specFor('ways', [SECRET, BUCKET]));
    const migrated = await api('post', `${path}/migrations`, ADA, {
      to: 'pod-identity',
    });
    expect([migrated.status, migrated.body.error.name]).toEqual([
      409,
      'ApprovalRequiredError',
    ]);
  });

  it('are needed by each rule, from the approvers of that rule', async () => {
    const spec = specFor('both-rules', [], {
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }],
      },
    });
    const { body } = await apply(spec);
    const ids: Record<string, string> = Object.fromEntries(
      body.error.approvals.map(({ rule, id }: Approval) => [rule, id]),
    );
    expect(Object.keys(ids)).toEqual(['secrets', 'admin-rights']);
    expect((await decide(ids.secrets, PLAT)).status).toBe(404);
    await decide(ids.secrets);
    expect((await apply(spec)).status).toBe(409);
    await decide(ids['admin-rights'], PLAT);
    expect((await apply(spec)).status).toBe(200);
    expect(await stateOf(ids['admin-rights'])).toBe('used');
  });

  it('are used by one of two replicas', async () => {
    const spec = specFor('raced');
    const id = await ask(spec);
    await decide(id);
    const answers = await Promise.all([apply(spec), apply(spec, ADA, replica)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await stateOf(id)).toBe('used');
    const ref = 'serviceAccount=prod-eu/production/raced&action=approval';
    // Asked, approved and used.
    expect(await changesOf(ref)).toHaveLength(3);
  });

  it('are skipped by break-glass, not unseen, in the own session, in one account and for four hours', async () => {
    const spec = specFor('broken');
    await ask(spec, HERO);
    const open = (who: string, accountId = PROD) =>
      api('post', '/break-glass', who, { accountId, reason: 'INC-7' });
    expect((await open(ADA)).status).toBe(403);
    expect((await open(onBehalfOf(HERO))).status).toBe(403);
    expect((await open(HERO, '999988887777')).status).toBe(400);
    await open(HERO, '444455556666');
    expect((await apply(spec, HERO)).status).toBe(409);
    const { status, body } = await open(HERO);
    expect(status).toBe(200);
    const hours =
      (Date.parse(body.expiresAt) - Date.parse(body.openedAt)) / 3_600_000;
    expect(hours).toBe(4);
    expect(sent.at(-1)).toMatchObject({
      recipients: { entityRef: [ADMINS] },
      payload: { severity: 'critical' },
    });
    expect(audit.events).toContainEqual(
      expect.objectContaining({
        eventId: 'break-glass',
        severity: 'critical',
        outcome: 'succeeded',
      }),
    );
    expect((await apply(spec, onBehalfOf(HERO))).status).toBe(409);
    expect((await apply(spec, ADA)).status).toBe(409);
    // Rules about granting hold.
    const beyond = await apply({ ...spec, namespace: 'kube-system' }, HERO);
    expect(beyond.status).toBe(400);
    expect((await apply(spec, HERO)).status).toBe(200);
    const [change] = await changesOf(
      'serviceAccount=prod-eu/production/broken&action=apply',
    );
    expect(change.reason).toBe(`Break-glass ${body.id}: INC-7`);
    await host
      .knex('break_glass')
      .update({ expires_at: new Date().toISOString() });
    await ask({ ...spec, grants: [SECRET, BUCKET] }, HERO);
  });

  it('are decided by a gate of another system, as the documentation shows', async () => {
    const page = join(__dirname, '../../../../docs/how-to/approve-changes.md');
    const example = join(__dirname, '../__testUtils__/changeRequestGate.ts');
    expect(readFileSync(page, 'utf8')).toContain(readFileSync(example, 'utf8'));
    const { state } = tickets;
    const staging = {
      ...specFor('gated', [BUCKET]),
      ...{ cluster: 'staging-eu', namespace: 'staging' },
    };
    const id = await ask(staging);
    expect(state.opened).toEqual([
      expect.objectContaining({
        correlation_id: id,
        description: expect.stringMatching(/Plan [0-9a-f]{64}$/),
      }),
    ]);
    expect((await decide(id, ADMIN)).status).toBe(403);
    state.status = 500;
    expect((await apply(staging)).status).toBe(503);
    state.status = 200;
    state.answer = { approval: 'approved', approved_by: 'User:default/Ada' };
    expect((await apply(staging)).status).toBe(403);
    state.answer = { approval: 'approved', approved_by: 'eve@example.com' };
    const { body } = await apply(staging);
    expect(body.verification?.status ?? body).toBe('verified');
    const ref = 'serviceAccount=staging-eu/staging/gated&action=apply';
    expect((await changesOf(ref))[0]).toMatchObject({
      approver: 'eve@example.com',
      changeNumber: 'CHG1',
    });
    // The same again needs another change request.
    await api('delete', `/service-accounts/${body.serviceAccount.id}`, ADA);
    state.answer = { approval: 'requested' };
    expect(await ask(staging)).not.toBe(id);
    expect(state.opened).toHaveLength(2);
  });
});
