import os from 'node:os';

/**
 * Runs the work for each item in order, by default for as many items in parallel as there are processors.
 * @param {Array} items
 * @param {function(any): Promise<void>} work
 * @param {number} lanes - the number of items in parallel
 */
export async function inLanes(items, work, lanes = os.availableParallelism()) {
  const left = [...items];
  const lane = async () => {
    while (left.length > 0) await work(left.shift());
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
