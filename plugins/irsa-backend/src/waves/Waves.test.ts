import { mockCredentials } from '@backstage/backend-test-utils';
import type { WaveRequest } from '@backstage-irsa/core/model';
import { Waves } from './Waves';

const REQUEST: WaveRequest = { kind: 'migrate', cluster: 'prod-eu' };

/** Waves whose selection does not end before `goOn` is called. */
function wavesWith(makeRoom: () => Promise<boolean>) {
  let selected = 0;
  let stored = 0;
  let goOn = () => {};
  const isOpen = new Promise<void>(resolve => {
    goOn = resolve;
  });
  const parts = {
    authorizer: { requireBasic: async () => {} },
    runner: { begin() {} },
    selection: {
      select: async () => {
        selected += 1;
        await isOpen;
        return [];
      },
    },
    waves: {
      makeRoom,
      create: async () => {
        stored += 1;
      },
      counts: async () => ({}),
    },
  };
  const waves = new Waves(
    parts as unknown as ConstructorParameters<typeof Waves>[0],
  );
  const create = (user: string) =>
    waves.create(REQUEST, mockCredentials.user(user)).then(
      ({ state }) => state as string,
      ({ name }: Error) => name,
    );
  return { create, goOn, selected: () => selected, stored: () => stored };
}

describe('Waves', () => {
  it('creates one wave per user at a time', async () => {
    const { create, goOn, selected } = wavesWith(async () => true);
    const first = create('user:default/ada');
    const theirs = create('user:default/eve');
    // Wait until both select.
    while (selected() < 2) await new Promise(setImmediate);
    expect(await create('user:default/ada')).toBe('ConflictError');
    goOn();
    expect(await Promise.all([first, theirs])).toEqual([
      'planning',
      'planning',
    ]);
    expect(await create('user:default/ada')).toBe('planning');
  });

  it('stores no wave for a user who has too many', async () => {
    const { create, goOn, stored } = wavesWith(async () => false);
    goOn();
    expect(await create('user:default/ada')).toBe('ConflictError');
    expect(stored()).toBe(0);
  });
});
