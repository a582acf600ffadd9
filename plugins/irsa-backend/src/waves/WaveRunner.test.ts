import { mockServices } from '@backstage/backend-test-utils';
import { WaveRunner } from './WaveRunner';

describe('WaveRunner', () => {
  it('releases a wave after a database error only when no item is in progress', async () => {
    const inProgress = new Set<number>();
    let planned = 0;
    const released = new Promise<number>(resolve => {
      const runner = new WaveRunner({
        logger: mockServices.logger.mock(),
        waves: {
          open: async () => ['wave'],
          get: async () => ({ id: 'wave', kind: 'clone', state: 'planning' }),
          items: async () =>
            Array.from({ length: 40 }, (_, position) => ({ position })),
          async setItem({ position }: { position: number }) {
            inProgress.delete(position);
            if (position === 0) throw new Error('The database is unavailable.');
          },
          leases: {
            take: async (_: unknown, holder: string) => holder,
            release: async () => resolve(inProgress.size),
          },
        },
        work: {
          clone: {
            async plan(_: unknown, { position }: { position: number }) {
              inProgress.add(position);
              planned += 1;
              await new Promise(setImmediate);
              if (position > 0) await new Promise(setImmediate);
              return { state: 'pending' };
            },
          },
        },
      } as unknown as ConstructorParameters<typeof WaveRunner>[0]);
      runner.begin();
    });
    expect(await released).toBe(0);
    const before = planned;
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(planned).toBe(before);
  });
});
