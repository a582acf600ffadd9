import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  SERVICE_ACCOUNT_ANNOTATION,
} from '@backstage-irsa/core/model';
import {
  closed,
  listen,
  startRogueCluster,
  type Misbehavior,
  type RogueCluster,
} from '../__testUtils__/rogueCluster';
import { componentOf, specOf } from '../__testUtils__/core';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/** The maximum length of the plugin's responses, whatever the cluster returns. */
const MOST_CHARACTERS = 20_000;
const MIB = 1024 * 1024;
const MARKUP = '<img src=x onerror=alert(1)>';
const DEEP = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
const ROLE = EKS_ANNOTATIONS.roleArn;

const json =
  (body: unknown, status = 200): Misbehavior =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** Sends data until the client disconnects. */
function flood(sent: { bytes: number }): Misbehavior {
  const chunk = Buffer.alloc(MIB, 'x');
  return (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('{"items":["');
    const more = () => {
      do sent.bytes += chunk.length;
      while (response.write(chunk));
    };
    response.on('drain', more);
    more();
  };
}

let pages = 0;
const WITHOUT_END: Misbehavior = (request, response) => {
  pages += 1;
  json({ metadata: { continue: `page-${pages}` }, items: [] })(
    request,
    response,
  );
};

const GARBAGE: Record<string, Misbehavior> = {
  'an empty body': json(''),
  'invalid JSON': json('{"items":['),
  'an HTML page': (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(MARKUP);
  },
  null: json('null'),
  'a number': json('5'),
  'a list': json('[]'),
  'fields that should be lists but are not': json({ items: null, metadata: 7 }),
  'lists of values that are not objects': json({ items: [null, 5, 'a', []] }),
  'objects with fields of the wrong types': json({
    metadata: {
      name: 5,
      uid: {},
      annotations: { [ROLE]: { a: 1 }, b: null },
      labels: 'x',
      creationTimestamp: 'yesterday',
    },
    items: [
      {
        metadata: { name: {}, namespace: [], annotations: [1], labels: 5 },
        spec: { containers: [7], volumes: {}, serviceAccountName: 'mine' },
        webhooks: [5],
        rules: [{ resources: 7 }],
        subjects: 'x',
        roleRef: 3,
      },
    ],
  }),
  'times that are not valid': json({
    metadata: { name: 'mine', uid: 'u', creationTimestamp: 'yesterday' },
    items: [],
  }),
  'names of JavaScript prototype properties': json(
    `{"metadata":{"name":"mine","uid":"u","annotations":{"__proto__":"x","constructor":"x","${ROLE}":"__proto__"},"labels":{"__proto__":"x"}},
      "items":[{"metadata":{"name":"__proto__","namespace":"__proto__","labels":{"__proto__":"x"}},
      "spec":{"serviceAccountName":"mine","containers":[{"name":"__proto__","env":[{"name":"__proto__","value":"x"}]}]}}]}`,
  ),
  'control characters and markup': json({
    metadata: {
      name: 'mine',
      uid: 'u\0',
      annotations: {
        [ROLE]: `arn:aws:iam::111122223333:role/a\0${MARKUP}`,
        [ENTITY_KEY]: `component:default/x\0${MARKUP}`,
      },
    },
    items: [
      {
        metadata: { name: `a\0${MARKUP}`, namespace: 'shop' },
        spec: { serviceAccountName: 'mine', containers: [] },
      },
    ],
  }),
  'deeply nested values': json(
    `{"metadata":{"name":"mine","annotations":{"x":${DEEP},"${ROLE}":${DEEP}}},"items":[{"metadata":${DEEP},"spec":${DEEP}}]}`,
  ),
  'texts of the maximum length in Kubernetes': json({
    metadata: {
      name: 'mine',
      uid: 'u',
      annotations: { [ROLE]: `arn:aws:iam:${':'.repeat(200_000)}x` },
    },
    items: [],
  }),
  'an error that imitates log lines': json(
    {
      kind: 'Status',
      message: `no\r\nirsa info ok \u001b[31m${'x'.repeat(100_000)}`,
    },
    400,
  ),
};

describe('a malicious cluster', () => {
  let cluster: RogueCluster;
  let elsewhere: Server;
  let host: ScanHost;
  let id: string;
  let visits = 0;
  let addressElsewhere: string;

  beforeAll(async () => {
    elsewhere = createServer((_, response) => {
      visits += 1;
      response.end('{}');
    });
    addressElsewhere = await listen(elsewhere);
    host = await startScanHost(databases, {
      entities: () => [
        componentOf('mine', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'rogue/shop/mine',
        }),
      ],
      irsa: async (_, kubeconfig) => {
        const file = join(dirname(kubeconfig), 'rogue');
        cluster = await startRogueCluster(file);
        return {
          timeouts: { kubernetesMs: 5000 },
          clusters: [
            {
              name: 'rogue',
              eksName: 'prod-eu',
              accountId: '111122223333',
              region: 'eu-west-1',
              access: { type: 'kubeconfig', file, context: 'rogue' },
              tokenRequestAccess: {
                type: 'kubeconfig',
                file,
                context: 'rogue',
              },
            },
          ],
        };
      },
    });
    cluster.misbehave(json({ kind: 'Status', code: 404 }, 404));
    const { body } = await host.post(
      '/entities/component/default/mine/verifications',
      {},
    );
    id = body.items[0].id;
  });
  afterAll(async () => {
    await host?.stop();
    await cluster?.close();
    await closed(elsewhere);
  });

  const spec = specOf({
    cluster: 'rogue',
    namespace: 'shop',
    name: 'mine',
    entityRef: 'component:default/mine',
  });
  /** Makes all requests that call the cluster, in sequence. */
  const askAll = async (how: Misbehavior) => {
    cluster.misbehave(how);
    const answers = [
      await host.post(`/service-accounts/${id}/verifications`, { live: true }),
      await host.post('/clusters/rogue/namespaces/refresh', {}),
      await host.post('/plans', { spec }),
      await host.post(`/service-accounts/${id}/diagnoses`, { text: 'a' }),
    ];
    await host.scan('cluster:rogue').catch(() => {});
    answers.push(
      await host.get('/scopes'),
      await host.get('/fleet/service-accounts'),
      await host.get('/fleet/workloads'),
      await host.get(`/service-accounts/${id}/chain`),
    );
    expect(cluster.requests()).toBeGreaterThan(3);
    return answers;
  };
  const textOf = (answers: { text: string }[]) =>
    answers.map(({ text }) => text).join('\n');

  it.each(Object.keys(GARBAGE))(
    'that answers with %s breaks nothing, and stores nothing',
    async name => {
      const answers = await askAll(GARBAGE[name]);
      for (const { status, text } of answers) {
        expect([200, 503]).toContain(status);
        expect(text.length).toBeLessThan(MOST_CHARACTERS);
        // As JSON encodes them. PostgreSQL rejects NUL.
        expect(text).not.toMatch(/\\u0000|\\u001b|\\r/);
        expect(text).not.toMatch(
          /Cannot read prop|Cannot destr|not a function|not iterable/,
        );
      }
      expect(({} as { x?: string }).x).toBeUndefined();
    },
    30_000,
  );

  it('that redirects to another server is not followed', async () => {
    const answers = await askAll((_, response) => {
      response.writeHead(307, { Location: `${addressElsewhere}/meta-data` });
      response.end();
    });
    expect(visits).toBe(0);
    expect(textOf(answers)).toContain(
      'Cluster rogue returned a redirect, which is not followed.',
    );
  });

  it('that never stops sending is not read to the end', async () => {
    const sent = { bytes: 0 };
    cluster.misbehave(flood(sent));
    // This request reads one list. Several at once would not finish in time on a busy machine.
    const { text } = await host.post('/clusters/rogue/namespaces/refresh', {});
    expect(text).toContain(
      'Cluster rogue returned a response of more than 32 MiB.',
    );
    // Data in the buffers of both sides is added to the limit.
    expect(sent.bytes / cluster.requests()).toBeLessThan(48 * MIB);
  });

  it('that returns endless pages is not read forever', async () => {
    const answers = await askAll(WITHOUT_END);
    expect(textOf(answers)).toContain(
      'Cluster rogue returned an endless list.',
    );
  });
});
