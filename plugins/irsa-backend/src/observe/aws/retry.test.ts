import { countWaits } from '../../lib/retry/waited';
import { patient } from './retry';

// The real wait times: setupTests.ts shortens them for all other tests.
jest.mock('./busy', () => jest.requireActual('./busy'));
// No jitter: each wait has its maximum length.
jest.mock('../../lib/retry/jitter', () => ({
  jittered: (ms: number) => ms,
}));

const metadata = (httpStatusCode: number) => ({
  $metadata: { httpStatusCode },
});

/** A call that AWS answers with these status codes, in this order. */
function callAnswered(...codes: number[]) {
  const left = [...codes];
  return patient<object, object>(async () => {
    const code = left.shift()!;
    if (code >= 400) throw Object.assign(new Error(`${code}`), metadata(code));
    return { output: metadata(code), response: {} };
  });
}

describe('patient', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  async function outcome(...codes: number[]) {
    const counted = countWaits(() =>
      callAnswered(...codes)({ input: {} }).then(
        () => 'made',
        ({ message }) => message,
      ),
    );
    await jest.runAllTimersAsync();
    return counted;
  }

  it.each([
    { codes: [200], result: 'made', waitedMs: 0 },
    { codes: [503, 200], result: 'made', waitedMs: 2000 },
    { codes: [500, 503, 500, 200], result: 'made', waitedMs: 14_000 },
    { codes: [503, 503, 503, 503], result: '503', waitedMs: 14_000 },
    { codes: [403], result: '403', waitedMs: 0 },
  ])('$codes: $result after $waitedMs ms', async given => {
    expect(await outcome(...given.codes)).toEqual({
      result: given.result,
      waitedMs: given.waitedMs,
    });
  });
});
