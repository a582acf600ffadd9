import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { specOf } from '../__testUtils__/core';
import { intercept } from '../__testUtils__/crash/killPoints';
import { startTestHost, type TestHost } from '../__testUtils__/host';

type Request = (name: string) => PromiseLike<{ status: number }>;

const allow = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

const first = (name: string) =>
  specOf({
    name,
    policyDocument: allow('sqs:ListQueues'),
    tags: { team: 'ledger', stage: 'test' },
  });

/** Returns a spec that changes much of what can change in place. */
const second = (name: string): IamServiceAccountSpec => ({
  ...first(name),
  grants: [{ service: 's3', access: 'read', resource: 'other-bucket' }],
  policyDocument: allow('sns:ListTopics'),
  tags: { team: 'books' },
  tokenExpirationSeconds: 3600,
  maxSessionDurationSeconds: 7200,
});

describe('a change that is interrupted after any of its writes', () => {
  let host: TestHost;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    host = await startTestHost();
    // The OIDC provider is created for the first one, and used by all.
    await host.put(first('warm-up'));
    // Wait times before a retry are random up to a maximum.
    jest.spyOn(Math, 'random').mockReturnValue(0.01);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await host?.stop();
  });

  const apply =
    (specOfName: (name: string) => IamServiceAccountSpec): Request =>
    async name => {
      const answer = await host.put(specOfName(name));
      const { id } = answer.body.serviceAccount ?? {};
      if (id) ids.set(name, id);
      return answer;
    };
  const path = (name: string) => `/service-accounts/${ids.get(name)}`;

  const CHANGES: Record<string, { before: Request[]; change: Request }> = {
    creation: { before: [], change: apply(first) },
    update: { before: [apply(first)], change: apply(second) },
    deletion: {
      before: [apply(first)],
      change: name => host.delete(path(name)),
    },
    migration: {
      before: [apply(name => specOf({ name }))],
      change: name =>
        host.post(`${path(name)}/migrations`, { to: 'pod-identity' }),
    },
  };

  /** Returns the writes of `work`: all, or those before it is interrupted. */
  const writesOf = async (
    work: () => PromiseLike<unknown>,
    most = Infinity,
  ) => {
    const { calls } = host.sandbox.world;
    const before = calls.count;
    let sent = 0;
    const end = intercept(host.sandbox, isWrite => {
      if (!isWrite) return true;
      sent += 1;
      return sent <= most;
    });
    try {
      await work();
    } finally {
      end();
    }
    return calls
      .since(before)
      .filter(({ write, status }) => write && status < 300)
      .map(({ operation }) => operation);
  };

  it.each(Object.keys(CHANGES))(
    'is completed by the same request with exactly the remaining writes: %s',
    async kind => {
      const { before, change } = CHANGES[kind];
      const prepare = async (name: string) => {
        for (const request of before) {
          expect((await request(name)).status).toBe(200);
        }
      };
      await prepare(`${kind}-whole`);
      const all = await writesOf(() => change(`${kind}-whole`));
      expect(all.length).toBeGreaterThan(2);
      for (let count = 0; count < all.length; count += 1) {
        const name = `${kind}-${count}`;
        await prepare(name);
        const done = await writesOf(() => change(name), count);
        const rest = await writesOf(() => change(name));
        expect({ count, done, rest }).toEqual({
          count,
          done: all.slice(0, count),
          rest: all.slice(count),
        });
      }
    },
  );
});
