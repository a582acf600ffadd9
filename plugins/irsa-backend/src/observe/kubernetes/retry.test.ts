import { ApiException } from '@kubernetes/client-node';
import { KubernetesRetry } from './retry';

const answer = (
  code: number,
  { reason = 'Unknown', message = '', headers = {} } = {},
) =>
  new ApiException(code, '', JSON.stringify({ reason, message }), {
    ...headers,
  });

const refused = Object.assign(new TypeError('fetch failed'), {
  cause: new Error('connect ECONNREFUSED'),
});

/** Returns the waits until the retries end. */
function waitsFor(error: unknown): number[] {
  const retry = new KubernetesRetry();
  const waits: number[] = [];
  for (;;) {
    const wait = retry.next(error);
    if (wait === undefined) return waits;
    waits.push(wait);
  }
}

const sum = (waits: number[]) => waits.reduce((all, wait) => all + wait, 0);

describe('retries of a cluster', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['is busy', answer(503), 12, 20_000],
    [
      'is busy and sends Retry-After',
      answer(429, { headers: { 'retry-after': '2' } }),
      6,
      20_000,
    ],
    [
      'reports a concurrent change',
      answer(409, { reason: 'Conflict', message: 'has been modified' }),
      5,
      5_700,
    ],
    ['is unreachable', refused, 2, 1_000],
  ])('end within their limit if it %s', (_, error, times, most) => {
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    const waits = waitsFor(error);
    expect(waits).toHaveLength(times);
    expect(sum(waits)).toBeLessThanOrEqual(most);
  });

  it('wait as long as the response requests, but at most 10 seconds', () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const asking = (seconds: string) =>
      answer(429, { headers: { 'retry-after': seconds } });
    expect(waitsFor(asking('3'))[0]).toBe(3000);
    expect(waitsFor(asking('600'))[0]).toBe(10_000);
    expect(waitsFor(asking('soon'))[0]).toBe(0);
  });

  it('wait for different times after requests that failed together', () => {
    const firsts = Array.from({ length: 20 }, () => waitsFor(answer(500))[0]);
    expect(new Set(firsts).size).toBeGreaterThan(5);
  });

  it.each([
    ['a forbidden request', answer(403)],
    [
      'the creation of an object that already exists',
      answer(409, { reason: 'AlreadyExists' }),
    ],
    [
      'a change of an object that was recreated',
      answer(409, {
        reason: 'Conflict',
        message: 'Precondition failed: UID in precondition: a, in object: b',
      }),
    ],
    ['any other error', new Error('no')],
  ])('do not happen after %s', (_, error) => {
    expect(waitsFor(error)).toEqual([]);
  });
});
