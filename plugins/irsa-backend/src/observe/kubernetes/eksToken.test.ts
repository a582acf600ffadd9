import { eksTokenSource } from './eksToken';

const MINUTE = 60_000;

/** Returns the ID of the access key that signed a token. */
function signerOf(token: string): string | undefined {
  const url = new URL(
    Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString(),
  );
  return url.searchParams.get('X-Amz-Credential')?.split('/')[0];
}

describe('a token for EKS', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** A source whose first session and refreshed sessions last the given minutes. */
  const source = (first: number | undefined, fresh: number | 'refused') => {
    const sessionOf = (id: string, minutes: number | undefined) => ({
      ...{ accessKeyId: id, secretAccessKey: 'secret' },
      ...(minutes !== undefined && {
        expiration: new Date(Date.now() + minutes * MINUTE),
      }),
    });
    let kept = sessionOf('KEPT', first);
    return eksTokenSource({
      ...{ eksName: 'prod', region: 'eu-west-1' },
      credentials: async options => {
        if (!options?.forceRefresh) return kept;
        if (fresh === 'refused') throw new Error('no');
        kept = sessionOf('FRESH', fresh);
        return kept;
      },
    });
  };
  /** Returns whether the token is still the same after the given minutes. */
  const isKeptFor = async (tokenOf: () => Promise<string>, minutes: number) => {
    const before = await tokenOf();
    jest.advanceTimersByTime(minutes * MINUTE);
    return (await tokenOf()) === before;
  };

  it.each<[string, number | undefined, number | 'refused', string, number]>([
    ['keys that do not expire', undefined, 'refused', 'KEPT', 14],
    ['a session of an hour', 60, 60, 'KEPT', 14],
    ['a session of the shortest duration', 15, 15, 'KEPT', 14],
    ['a fresh session if the current one expires soon', 10, 60, 'FRESH', 14],
    ['a fresh session that expires soon too', 10, 8, 'FRESH', 7],
    [
      'a session that expires soon if there is no fresh one',
      10,
      'refused',
      'KEPT',
      9,
    ],
  ])(
    'is signed with %s (%s and %s minutes)',
    async (_, first, fresh, signer, minutes) => {
      expect(signerOf(await source(first, fresh)())).toBe(signer);
      expect(await isKeptFor(source(first, fresh), minutes - 0.1)).toBe(true);
      expect(await isKeptFor(source(first, fresh), minutes + 0.1)).toBe(false);
    },
  );

  it('is created again after credentials were missing', async () => {
    let isDown = true;
    const tokenOf = eksTokenSource({
      ...{ eksName: 'prod', region: 'eu-west-1' },
      credentials: async () => {
        if (isDown) throw new Error('no credentials');
        return { accessKeyId: 'KEPT', secretAccessKey: 'secret' };
      },
    });
    await expect(tokenOf()).rejects.toThrow('no credentials');
    isDown = false;
    expect(signerOf(await tokenOf())).toBe('KEPT');
  });
});
