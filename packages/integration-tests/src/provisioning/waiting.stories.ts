import type {
  IamServiceAccountSpec,
  Operation,
} from '@backstage-irsa/core/model';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';
import { ClaimStore } from '../__testUtils__/internals';

describe('a request that waited for others', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host?.stop());

  /** Runs an operation to its end. Returns its ID. */
  const ended = async (answer: PromiseLike<{ body: Operation }>) => {
    const { id } = (await answer).body;
    for (;;) {
      const { status } = (await host.get(`/operations/${id}`)).body;
      if (status !== 'running') {
        expect(status).toBe('succeeded');
        return id;
      }
      await sleep(50);
    }
  };
  const applied = (spec: IamServiceAccountSpec) =>
    ended(host.put(spec, { Prefer: 'respond-async' }));
  const idOf = async ({ name }: IamServiceAccountSpec): Promise<string> => {
    const { body } = await host.get('/service-accounts?limit=500');
    return body.items.find((item: { name: string }) => item.name === name)?.id;
  };
  /** Makes the next request wait for these holders of its claim, one after another. */
  const waitFor = (...holders: string[]) => {
    const take = jest.spyOn(ClaimStore.prototype, 'take');
    for (const holder of holders) take.mockResolvedValueOnce(holder);
  };
  afterEach(() => jest.restoreAllMocks());

  const one = (name: string) => specOf({ name, tags: { team: 'one' } });
  const two = (name: string) => specOf({ name, tags: { team: 'two' } });

  it.each([
    ['an identical one', 'same', ['first']],
    ['identical ones without an operation', 'several', ['first', 'waited']],
  ])('gets the result of %s', async (_, name, others) => {
    const first = await applied(one(name));
    const holders = others.map(other => (other === 'first' ? first : other));
    waitFor(...holders);
    const { body } = await host.put(one(name), { Prefer: 'respond-async' });
    expect(body.id).toBe(first);
  });

  it('applies its spec again if another spec was applied in between', async () => {
    const spec = one('between');
    const first = await applied(spec);
    const second = await applied(two('between'));
    waitFor(first, second);
    const { status, body } = await host.put(spec);
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.serviceAccount.spec.tags).toEqual(spec.tags);
  });

  it('deletes a service account that was created again in between', async () => {
    const spec = one('again');
    await applied(spec);
    const path = `/service-accounts/${await idOf(spec)}`;
    const first = await ended(host.delete(path, { Prefer: 'respond-async' }));
    const second = await applied(spec);
    waitFor(first, second);
    expect((await host.delete(path)).status).toBe(200);
    expect(await idOf(spec)).toBeUndefined();
  });
});
