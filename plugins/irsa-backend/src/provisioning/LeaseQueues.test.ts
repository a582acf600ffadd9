import { LeaseQueues } from './LeaseQueues';

/** A lease that its first holder keeps until it is released, with a count of the attempts to take it. */
function leaseOf(key = 'role') {
  const lease = {
    asked: 0,
    holder: '',
    key,
    what: `role ${key}`,
    async take(holder: string) {
      lease.asked += 1;
      if (holder === 'broken') throw new Error('no database');
      lease.holder ||= holder;
      return lease.holder;
    },
  };
  return lease;
}

describe('LeaseQueues', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const MINUTE = 60_000;
  const second = () => jest.advanceTimersByTimeAsync(1_000);

  /** Waits for the lease, and logs who got it or failed, in order. */
  function waiters(lease = leaseOf()) {
    const queues = new LeaseQueues();
    const told: string[] = [];
    return {
      lease,
      told,
      wait: (holder: string, removes = false) =>
        queues.take(lease, { holder, removes }).then(
          seen => told.push(`${holder} after ${seen.join(' ') || 'nobody'}`),
          ({ statusCode, name, message }) =>
            told.push(`${holder}: ${statusCode ?? name}: ${message}`),
        ),
      async passOn() {
        lease.holder = '';
        await second();
      },
    };
  }

  it('grant a free lease immediately', async () => {
    const { wait, told } = waiters();
    await wait('one');
    expect(told).toEqual(['one after nobody']);
  });

  it('query the database as often for 20 waiting requests as for one', async () => {
    const asked: number[] = [];
    for (const count of [1, 20]) {
      const { wait, lease } = waiters();
      await wait('holder');
      for (let n = 0; n < count; n += 1) wait(`w${n}`);
      const before = lease.asked;
      await second();
      asked.push(lease.asked - before);
    }
    expect(asked[0]).toBeGreaterThan(1);
    expect(asked[1]).toBe(asked[0]);
  });

  it('grant a lease in order, with its previous holders, and first to requests that remove access', async () => {
    const { wait, told, passOn } = waiters();
    await wait('holder');
    wait('one');
    await second();
    wait('two');
    wait('removal', true);
    wait('another', true);
    for (let n = 0; n < 4; n += 1) await passOn();
    expect(told.slice(1)).toEqual([
      'removal after holder',
      'another after holder removal',
      'one after holder removal another',
      'two after holder removal another one',
    ]);
  });

  it('reject the 21st waiting request unless it removes access', async () => {
    const { wait, told } = waiters();
    await wait('holder');
    for (let n = 0; n < 20; n += 1) wait(`w${n}`);
    await wait('late');
    wait('removal', true);
    await second();
    expect(told.slice(1)).toEqual([
      'late: 429: 20 other requests wait to change role role. Nothing was changed. Retry in 10 s.',
    ]);
  });

  it('time out after 5 minutes, and fail only the request that had an error', async () => {
    const { wait, told, lease } = waiters();
    await wait('holder');
    wait('broken');
    await second();
    wait('patient');
    await jest.advanceTimersByTimeAsync(4 * MINUTE);
    wait('later');
    await jest.advanceTimersByTimeAsync(2 * MINUTE);
    expect(told.slice(1)).toEqual([
      'broken: Error: no database',
      expect.stringMatching(/^patient: ServiceUnavailableError: Another/),
    ]);
    lease.holder = '';
    await second();
    expect(told.slice(3)).toEqual(['later after holder']);
  });

  it('handle leases independently', async () => {
    const queues = new LeaseQueues();
    const one = leaseOf('one');
    const who = (holder: string) => ({ holder, removes: false });
    await queues.take(one, who('a'));
    queues.take(one, who('b'));
    expect(await queues.take(leaseOf('two'), who('c'))).toEqual([]);
  });
});
