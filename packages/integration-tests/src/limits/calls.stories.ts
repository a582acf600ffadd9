import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Mechanism } from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

/** The number of calls to AWS and a cluster for one request. */
interface Calls {
  reads: number;
  writes: number;
}

/** The calls of the live proof, which does not run for every mechanism. */
const PROOF = [
  'SimulatePrincipalPolicy',
  'create serviceaccounts/token',
  'AssumeRoleWithWebIdentity',
];

/** The cluster and its account. The issuers of other clusters are cached for 1 minute. */
const TARGETS = ['111122223333', 'prod-eu'];

/** A user in no group. */
const COLLEAGUE = 'user:default/colleague';

describe('the calls of one request', () => {
  const catalog = catalogServiceMock({
    entities: [componentOf('uploads', 'group:default/team')],
  });
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      catalog: createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
    });
    // The quotas that checks read are cached for 1 hour.
    await host.put(specOf({ name: 'first' }));
  });
  afterAll(() => host?.stop());

  async function callsOf(
    request: () => PromiseLike<{ status: number }>,
  ): Promise<Calls> {
    const { calls } = host.sandbox.world;
    const before = calls.count;
    expect((await request()).status).toBe(200);
    const made = calls
      .since(before)
      .filter(
        ({ operation, target }) =>
          !PROOF.includes(operation) && TARGETS.includes(target),
      );
    const writes = made.filter(({ write }) => write).length;
    return { reads: made.length - writes, writes };
  }

  // An apply reads everything once before it writes and once after. The second read serves both drift and checks. A plan reads which key encrypts the
  // granted bucket.
  it.each<[Mechanism, Record<string, Calls>]>([
    [
      'irsa',
      {
        plan: { reads: 10, writes: 0 },
        create: { reads: 26, writes: 4 },
        card: { reads: 0, writes: 0 },
        verification: { reads: 16, writes: 0 },
        unchanged: { reads: 28, writes: 0 },
        changed: { reads: 28, writes: 1 },
        delete: { reads: 10, writes: 5 },
      },
    ],
    [
      'pod-identity',
      {
        plan: { reads: 13, writes: 0 },
        create: { reads: 37, writes: 5 },
        card: { reads: 0, writes: 0 },
        verification: { reads: 22, writes: 0 },
        unchanged: { reads: 38, writes: 0 },
        changed: { reads: 38, writes: 1 },
        delete: { reads: 12, writes: 6 },
      },
    ],
  ])('are the minimum with %s', async (mechanism, expected) => {
    const spec = specOf({ name: `few-${mechanism}`, mechanism });
    const plan = await callsOf(() => host.post('/plans', { spec }));
    let id = '';
    const create = await callsOf(async () => {
      const answer = await host.put(spec);
      id = answer.body.serviceAccount.id;
      return answer;
    });
    const card = await callsOf(() =>
      host.get('/entities/component/default/uploads/service-accounts'),
    );
    const verification = await callsOf(() =>
      host.post(`/service-accounts/${id}/verifications`, { live: false }),
    );
    const unchanged = await callsOf(() => host.put(spec));
    const grants = [
      { service: 's3' as const, access: 'read', resource: 'my-app-uploads' },
    ];
    const changed = await callsOf(() => host.put({ ...spec, grants }));
    expect({
      ...{ plan, create, card, verification, unchanged, changed },
      delete: await callsOf(() => host.delete(`/service-accounts/${id}`)),
    }).toEqual(expected);
  });

  it('look up the entity of a card once, also for a user who does not own it', async () => {
    const one = jest.spyOn(catalog, 'getEntityByRef');
    const many = jest.spyOn(catalog, 'getEntitiesByRefs');
    const { body } = await host
      .get('/entities/component/default/uploads/service-accounts')
      .set('Authorization', mockCredentials.user.header(COLLEAGUE));
    expect(body.total).toBeGreaterThan(0);
    expect([one.mock.calls.length, many.mock.calls.length]).toEqual([1, 0]);
  });
});
