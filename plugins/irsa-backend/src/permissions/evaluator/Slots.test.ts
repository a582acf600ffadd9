import { Slots, WaitedTooLongError } from './Slots';

describe('slots', () => {
  it('limit concurrent tasks, keep their order, and continue after a failure', async () => {
    const slots = new Slots(2);
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const results = await Promise.allSettled(
      [0, 1, 2, 3, 4].map(at =>
        slots.run(async () => {
          begun.push(at);
          running += 1;
          most = Math.max(most, running);
          await new Promise(resolve => setTimeout(resolve, 1));
          running -= 1;
          if (at === 1) throw new Error('It fails.');
          return at;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('reject a task that waited too long, and free its place for the next', async () => {
    const slots = new Slots(1);
    let release = () => {};
    const held = slots.run(
      () =>
        new Promise<void>(resolve => {
          release = resolve;
        }),
    );
    const work = jest.fn(async () => 'done');
    const patient = slots.run(async () => 'done at last');
    await expect(slots.run(work, 1)).rejects.toBeInstanceOf(WaitedTooLongError);
    expect(work).not.toHaveBeenCalled();
    expect(slots.waiting).toBe(1);
    release();
    await held;
    expect(await patient).toBe('done at last');
    expect(slots.waiting).toBe(0);
    expect(await slots.run(work, 1)).toBe('done');
  });
});
