import { mapConcurrently } from './mapConcurrently';

describe('mapConcurrently', () => {
  it('returns the results in the order of the list', async () => {
    const results = await mapConcurrently(2, [30, 10, 20], async wait => {
      await new Promise(resolve => setTimeout(resolve, wait));
      return wait;
    });
    expect(results).toEqual([30, 10, 20]);
  });

  it('starts no item after an error, and throws it when no item is in progress', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const all = mapConcurrently(2, [1, 2, 3, 4], async item => {
      begun.push(item);
      await new Promise(setImmediate);
      if (item === 1) throw new Error('The database is locked.');
      await new Promise(setImmediate);
      ended.push(item);
    });
    await expect(all).rejects.toThrow('The database is locked.');
    expect({ begun, ended }).toEqual({ begun: [1, 2], ended: [2] });
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(begun).toEqual([1, 2]);
  });
});
