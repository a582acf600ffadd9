/** Returns the median of numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Returns the calls that the sandbox answered since a time. */
async function callsSince(aws, since) {
  const answer = await fetch(
    `${aws}/__sandbox/calls?since=${since.toISOString()}`,
  );
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
  return (await answer.json()).calls;
}

/** Runs the work, and returns its duration and the numbers of calls. */
export async function measure(aws, work) {
  const since = new Date();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const calls = await callsSince(aws, since);
  return {
    seconds,
    aws: calls.filter(call => call.service !== 'kubernetes').length,
    kubernetes: calls.filter(call => call.service === 'kubernetes').length,
    writes: calls.filter(call => call.write).length,
  };
}

/** Returns a row of the table: the medians of several runs. */
export function row(what, runs) {
  const of = key => median(runs.map(run => run[key]));
  return {
    what,
    runs: runs.length,
    'seconds (median)': of('seconds').toFixed(2),
    'AWS calls': of('aws'),
    'Kubernetes calls': of('kubernetes'),
    'of them writes': of('writes'),
  };
}
