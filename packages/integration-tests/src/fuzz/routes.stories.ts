import { fuzz } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import { auditLog } from '../__testUtils__/auditLog';
import type { TestHost } from '../__testUtils__/host';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { ENTITIES, genuineOf, MADE, ROWS } from '../__testUtils__/fuzz/genuine';
import { operations, requestsOf } from '../__testUtils__/fuzz/requests';
import { senderTo, type Answer } from '../__testUtils__/fuzz/sender';

/** The operations that are fuzzed together. Those of a group are drawn in turn. */
const GROUPS: [string, RegExp][] = [
  [
    'reads of IAM service accounts',
    /^GET \/v1\/(service-accounts|entities|operations)/,
  ],
  ['changes of IAM service accounts', /^(PUT|DELETE) \/v1\/service-accounts/],
  [
    'questions about one',
    /^POST .*\/(verifications|diagnoses|simulations|last-accessed|access)$/,
  ],
  ['right-sizing, migration', /^POST .*\/(right-siz|migration).*|rollbacks$/],
  [
    'plans, renderings, deliveries, hand-overs',
    /^POST (\/v1\/(plans|renderings|deliveries)|.*\/hand-over$)/,
  ],
  [
    'lists of the fleet',
    /^GET \/v1\/(fleet|facets|finding-groups|overview|migrations|access|exports)/,
  ],
  ['findings, roles, scopes', /\/v1\/(findings|roles|node-roles|scopes)/],
  ['catalogue, clusters', /\/v1\/(checks|actions|clusters|discovery)/],
  ['approvals', /\/v1\/(approvals|break-glass|recoveries)/],
  ['waves', /\/v1\/waves/],
  [
    'ownership, cut offs, changes',
    /\/v1\/(transfers|changes|entity-links)|^POST .*\{id\}\/(transfers|cut-off)$/,
  ],
];

describe('fuzz: routes', () => {
  const audit = auditLog();
  let host: TestHost;
  let sender: ReturnType<typeof senderTo>;

  beforeAll(async () => {
    host = await startFleetHost(ROWS, {
      entities: () => ENTITIES,
      features: [audit.factory],
    });
    sender = senderTo(host);
    const { status, body } = await host.put(MADE);
    if (status !== 200) throw new Error(body.error.message);
  }, 60_000);
  afterAll(async () => {
    sender?.close();
    await host?.stop();
  });

  it('are in exactly one group each', () => {
    const groupsOf = (name: string) =>
      GROUPS.filter(([, pattern]) => pattern.test(name)).length;
    const outside = operations().filter(({ name }) => groupsOf(name) !== 1);
    expect(outside.map(({ name }) => name)).toEqual([]);
  });

  /** Checks what every response must fulfill, regardless of the request. */
  function expectSound(answer: Answer): void {
    const { status, headers, text } = answer;
    if (status >= 500) throw new Error(`${status}: ${text}`);
    if (status < 400) return;
    // The host responds to an unknown path.
    if (status === 404 && text === '') return;
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(JSON.parse(text)).toMatchObject({
      error: { name: expect.any(String), message: expect.any(String) },
      response: { statusCode: status },
    });
    // A stack trace would reveal file paths.
    expect(text).not.toContain('"stack"');
  }

  describe.each(GROUPS)('%s', (group, pattern) => {
    const own = operations().filter(({ name }) => pattern.test(name));
    const requests = fc
      .constantFrom(...own)
      .chain(operation => requestsOf(operation, genuineOf(operation)));

    fuzz(`routes: ${group}`, requests, async request => {
      const { calls } = host.sandbox.world;
      calls.clear();
      audit.events.length = 0;
      const answer = await sender.send(request);
      expectSound(answer);
      if (answer.status >= 400) {
        const writes = calls.all().filter(({ write }) => write);
        expect(writes).toEqual([]);
      }
      for (const { outcome } of audit.events) expect(outcome).toBeDefined();
    });
  });
});
