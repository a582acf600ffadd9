import {
  type Verification,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

const NEVER = 600_000;

/** Realistic IAM delays: setupTests.ts shortens the product's waits, and this test shortens the delays by the same factor. */
describe('with delayed IAM propagation', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await startTestHost();
    host.sandbox.world.propagation.set({ reads: 100, trust: 450, tags: 100 });
  });
  afterAll(() => host?.stop());

  const pathOf = (name: string) =>
    `/service-accounts/${serviceAccountId(specOf({ name }))}`;
  const create = (name: string, headers = {}) =>
    host.put(specOf({ name }), headers);
  const verify = async (name: string): Promise<Verification> =>
    (await host.post(`${pathOf(name)}/verifications`, { live: true })).body;
  const storedStatuses = async (name: string): Promise<string[]> => {
    const { body } = await host.get(`${pathOf(name)}/verifications`);
    return body.items.map(({ status }: Verification) => status);
  };

  it.each([
    ['creates', 'late', {}],
    ['changes', 'late', { tags: { team: 'uploads' } }],
    ['creates another', 'later', {}],
  ])(
    'Backstage %s a service that ends verified and was never broken',
    async (...args) => {
      const [, name, change] = args;
      const { status, body } = await host.put(specOf({ name, ...change }));
      expect([status, body.error]).toEqual([200, undefined]);
      expect(body.verification).toMatchObject({
        status: 'verified',
        liveProof: { result: 'proved' },
      });
      expect(body.verification.settling).toBeUndefined();
      expect(await storedStatuses(name)).not.toContain('broken');
    },
  );

  it('a verification reports that the change is settling, and later the result', async () => {
    const { propagation } = host.sandbox.world;
    propagation.set({ trust: NEVER });
    const { body: started } = await create('settling', {
      Prefer: 'respond-async',
    });
    let seen: Verification;
    do {
      seen = await verify('settling');
    } while (!seen.settling && seen.status !== 'broken');
    expect(seen.status).toBe('unknown');
    const left =
      Date.parse(seen.settling?.until ?? '') - Date.parse(seen.checkedAt);
    expect(left).toBeLessThanOrEqual(120_000);
    const operation = `/operations/${started.operationId ?? started.id}`;
    let state: string;
    do {
      state = (await host.get(operation)).body.status;
    } while (['pending', 'running'].includes(state));
    expect((await host.get(pathOf('settling'))).body.verification.status).toBe(
      'broken',
    );
    propagation.set({ trust: 0 });
    expect((await verify('settling')).status).toBe('verified');
  });

  it('a service that breaks after it was verified is reported as broken', async () => {
    host.sandbox.world.propagation.set({ reads: 0, trust: 0, tags: 0 });
    const { body } = await create('broken-later');
    const { roles } = host.sandbox.world.accounts.get('111122223333')!;
    const name = body.serviceAccount.roleArn.split('/').pop();
    roles.delete(name.toLowerCase());
    expect((await verify('broken-later')).status).toBe('broken');
  });
});
