import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '@backstage-irsa/core/model';
import type { JsonObject } from '@backstage/types';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { rolesOf } from '../__testUtils__/defaults/iam';
import { whileDenied } from '../__testUtils__/denied';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { actionsRegistry } from '../__testUtils__/registry';
import { componentOf, specOf } from '../__testUtils__/core';

const PROD = '111122223333';
const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const NAMES = [
  ...['kept', 'smaller', 'given', 'restored', 'half', 'gone', 'next', 'new'],
  'fresh',
];
const GRANTS = [
  { service: 's3', access: 'read' as const, resource: 'orders-uploads' },
  {
    service: 'sqs',
    access: 'send' as const,
    resource: 'orders',
  },
];

const specFor = (name: string, change: object = {}) =>
  specOf({
    entityRef: `component:default/${name}`,
    name,
    grants: GRANTS,
    ...change,
  });

/** Backends with one database and one sandbox, which differ in what they can write. */
class Replicas {
  readonly directory = mkdtempSync(join(tmpdir(), 'irsa-modes-'));
  readonly hosts = new Map<string, TestHost>();
  readonly actions = new Map<string, ReturnType<typeof actionsRegistry>>();

  async start(name: string, irsa: JsonObject) {
    const actions = actionsRegistry();
    const { directory } = this;
    const host = await startTestHost({
      beside: this.hosts.get('write'),
      entities: () => NAMES.map(each => componentOf(each, TEAM)),
      database: { client: 'better-sqlite3', connection: { directory } },
      groups: [TEAM, OTHERS, 'group:default/admins'],
      irsa: {
        administrators: ['group:default/admins'],
        namespaceRules: [TEAM, OTHERS].map(owner => namespaceRule([owner])),
        ...irsa,
      },
      features: [actions.feature],
    });
    this.hosts.set(name, host);
    this.actions.set(name, actions);
  }

  async stop() {
    for (const host of [...this.hosts.values()].reverse()) await host.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

interface Made {
  ids: Record<string, string>;
  rightSizing: string;
  failed: string;
  transfer: string;
}

/** The request for each write. All succeed in `write` mode. */
const WRITES: [
  name: string,
  ask: (
    host: TestHost,
    made: Made,
    actions: ReturnType<typeof actionsRegistry>,
  ) => PromiseLike<{ status: number; text: string }>,
][] = [
  ['a first apply', host => host.put(specFor('new'))],
  ['a changed apply', host => host.put(specFor('kept', { grants: [] }))],
  ['an unchanged apply', host => host.put(specFor('kept'))],
  ['an adoption', host => host.put(specFor('kept', { adopt: true }))],
  [
    'a deletion',
    (host, { ids }) => host.delete(`/service-accounts/${ids.gone}`),
  ],
  [
    'a rollback',
    (host, { failed }) => host.post(`/operations/${failed}/rollbacks`, {}),
  ],
  [
    'a migration',
    (host, { ids }) =>
      host.post(`/service-accounts/${ids.kept}/migrations`, {
        to: 'pod-identity',
      }),
  ],
  [
    'a right-sizing',
    (host, { ids }) =>
      host.post(`/service-accounts/${ids.kept}/right-sizings`, {
        drop: ['sqs'],
      }),
  ],
  [
    'the undo of a right-sizing',
    (host, { ids, rightSizing }) =>
      host.post(
        `/service-accounts/${ids.smaller}/right-sizings/${rightSizing}/undo`,
        {},
      ),
  ],
  [
    'the action create-service-account',
    (_, __, actions) =>
      answered(actions.invoke('create-service-account', specFor('new'))),
  ],
  [
    'the action delete-service-account',
    (_, __, actions) =>
      answered(
        actions.invoke('delete-service-account', {
          cluster: 'prod-eu',
          namespace: 'production',
          name: 'gone',
        }),
      ),
  ],
];

const CUT_OFFS: typeof WRITES = [
  [
    'a cut-off',
    (host, { ids }) =>
      host.post(`/service-accounts/${ids.kept}/cut-off`, { reason: 'leaked' }),
  ],
  [
    'a restore',
    (host, { ids }) =>
      host
        .delete(`/service-accounts/${ids.restored}/cut-off`)
        .send({ reason: 'rotated' }),
  ],
];

async function answered(run: Promise<unknown>) {
  try {
    return { status: 200, text: JSON.stringify(await run) };
  } catch (error) {
    return { status: 400, text: `${error}` };
  }
}

async function makeAll(host: TestHost): Promise<Made> {
  const ids: Record<string, string> = {};
  for (const name of ['kept', 'smaller', 'given', 'restored', 'gone']) {
    const { status, text, body } = await host.put(specFor(name));
    if (status !== 200) throw new Error(text);
    ids[name] = body.serviceAccount.id;
  }
  const path = `/service-accounts/${ids.smaller}/right-sizings`;
  await host.post(path, { drop: ['sqs'] });
  await host.post(`/service-accounts/${ids.restored}/cut-off`, {
    reason: 'leaked',
  });
  const { body: sizes } = await host.get(path);
  const { body: transfer } = await host.post(
    `/service-accounts/${ids.given}/transfers`,
    { owner: OTHERS },
  );
  const { body: operation } = await whileDenied(
    host,
    { action: 'iam:AttachRolePolicy' },
    async () => {
      const asked = await host.put(specFor('half'), {
        Prefer: 'respond-async',
      });
      let read = asked;
      while (read.body.status === 'running') {
        await new Promise(resolve => setTimeout(resolve, 30));
        read = await host.get(`/operations/${asked.body.id}`);
      }
      return read;
    },
  );
  return {
    ids,
    rightSizing: sizes.items[0].id,
    failed: operation.id,
    transfer: transfer.id,
  };
}

describe('modes and the freeze', () => {
  const replicas = new Replicas();
  let made: Made;

  beforeAll(async () => {
    await replicas.start('write', {});
    await replicas.start('observe', { mode: 'observe' });
    await replicas.start('pull-request', {
      mode: 'observe',
      accounts: [{ accountId: PROD, mode: 'pull-request' }],
    });
    await replicas.start('freeze', {
      freeze: { reason: 'Year-end, until 2027-01-04.' },
    });
    made = await makeAll(replicas.hosts.get('write')!);
  });
  afterAll(() => replicas.stop());

  /** Returns the response to a write, and checks that nothing was written. */
  const outcomeOf = async (mode: string, ask: (typeof WRITES)[number][1]) => {
    const host = replicas.hosts.get(mode)!;
    const present = async () => [
      rolesOf(host.sandbox),
      (await host.get('/service-accounts?limit=500')).body.total,
    ];
    const before = await present();
    const { status, text } = await ask(host, made, replicas.actions.get(mode)!);
    expect(await present()).toEqual(before);
    return [status, text];
  };
  const refusedBy = (rule: string) => [
    400,
    expect.stringMatching(new RegExp(`(${PROD}.*${rule}|${rule}.*${PROD})`)),
  ];

  it.each(WRITES)('refuse %s in all modes but write mode', async (_, ask) => {
    expect(await outcomeOf('observe', ask)).toEqual(refusedBy('observe-mode'));
    expect(await outcomeOf('pull-request', ask)).toEqual(
      refusedBy('pull-request-mode'),
    );
    expect(await outcomeOf('freeze', ask)).toEqual(refusedBy('freeze'));
  });

  it.each(CUT_OFFS)('refuse %s in modes that write nothing', async (_, ask) => {
    expect(await outcomeOf('observe', ask)).toEqual(refusedBy('observe-mode'));
    expect(await outcomeOf('pull-request', ask)).toEqual(
      refusedBy('pull-request-mode'),
    );
  });

  it('show the plan of a refused change, and of a deletion', async () => {
    const host = replicas.hosts.get('observe')!;
    const spec = specFor('kept', { grants: [] });
    const { status, body } = await host.post('/plans', { spec });
    expect(status).toBe(200);
    expect(body.steps.length).toBeGreaterThan(0);
    expect(body.violations).toEqual([
      expect.objectContaining({ field: 'cluster', rule: 'observe-mode' }),
    ]);
    const path = `/service-accounts/${made.ids.gone}?dryRun=true`;
    expect((await host.delete(path)).body.steps.length).toBeGreaterThan(0);
  });

  it('deliver files in pull-request mode and in a freeze, but not in observe mode', async () => {
    const deliver = (mode: string, name: string) =>
      replicas.hosts
        .get(mode)!
        .post('/deliveries', { spec: specFor(name), format: 'terraform' });
    const observed = await deliver('observe', 'next');
    expect([observed.status, observed.text]).toEqual([
      400,
      expect.stringContaining('observe-mode'),
    ]);
    expect((await deliver('pull-request', 'next')).status).toBe(200);
    expect((await deliver('freeze', 'fresh')).status).toBe(200);
  });

  it('record a transfer, and report that the tags in AWS did not change', async () => {
    const host = replicas.hosts.get('observe')!;
    const before = rolesOf(host.sandbox);
    const { status, body } = await host.post(
      `/transfers/${made.transfer}/decisions`,
      { decision: 'confirm' },
    );
    expect(status).toBe(200);
    expect(body.notice).toContain('observe-mode');
    expect(rolesOf(host.sandbox)).toEqual(before);
  });

  it('still verify', async () => {
    const { body } = await replicas.hosts
      .get('observe')!
      .post(`/service-accounts/${made.ids.kept}/verifications`, { live: true });
    expect(body.status).toBe('verified');
  });

  it('are listed with the clusters', async () => {
    const clusters = async (mode: string) => {
      const { body } = await replicas.hosts.get(mode)!.get('/clusters');
      return body.items.map((cluster: Cluster) => [
        cluster.name,
        cluster.mode,
        cluster.freeze?.reason,
      ]);
    };
    expect(await clusters('pull-request')).toEqual([
      ['prod-eu', 'pull-request', undefined],
      ['staging-eu', 'observe', undefined],
    ]);
    expect(await clusters('freeze')).toEqual([
      ['prod-eu', 'write', 'Year-end, until 2027-01-04.'],
      ['staging-eu', 'write', 'Year-end, until 2027-01-04.'],
    ]);
  });

  it('allow cutting off and restoring in a freeze', async () => {
    const host = replicas.hosts.get('freeze')!;
    for (const [, ask] of CUT_OFFS) {
      const answer = await ask(host, made, replicas.actions.get('freeze')!);
      expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
    }
  });
});
