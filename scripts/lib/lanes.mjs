import os from 'node:os';

/**
 * Does some work for each item, as many at once as there are processors, in the order of the items.
 * @param {Array} items
 * @param {function(any): Promise<void>} work
 * @param {number} lanes - how many at once
 */
export async function inLanes(items, work, lanes = os.availableParallelism()) {
  const left = [...items];
  const lane = async () => {
    while (left.length > 0) await work(left.shift());
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
