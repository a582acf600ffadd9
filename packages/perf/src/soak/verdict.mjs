import { MB, medianOf, ofQuarter, percentile } from './statistics.mjs';

/** What the last quarter may have of what the second had. */
const MOST = 1.1;
/** So many more handles are no growth. */
const FEW = 5;
/** Handles come and go with the requests under way; what leaks stays open also when there are few. */
const fewest = values => percentile(values, 0.1);

const timers = ({ resources }) => resources.Timeout ?? 0;
const sockets = ({ resources }) =>
  Object.entries(resources)
    .filter(([kind]) => /TCP|TLS|Pipe/.test(kind))
    .reduce((sum, [, count]) => sum + count, 0);

/** What a quarter has: of memory its median, of handles what is open even when there are few. */
const MEASURES = [
  {
    what: 'heap after a collection, MB',
    of: ({ heapAfterCollection }) =>
      heapAfterCollection && heapAfterCollection / MB,
  },
  { what: 'resident memory, MB', of: ({ rss }) => rss / MB },
  {
    what: 'open file descriptors',
    of: ({ descriptors }) => descriptors,
    few: FEW,
    typical: fewest,
  },
  { what: 'sockets', of: sockets, few: FEW, typical: fewest },
  { what: 'timers', of: timers, few: FEW, typical: fewest },
];

/** What each quarter has, and whether the last is level with the second. */
export function levels(samples, span) {
  return MEASURES.map(({ what, of, few = 0, typical = medianOf }) => {
    const quarters = [1, 2, 3, 4].map(quarter =>
      typical(
        ofQuarter(samples, quarter, span)
          .map(of)
          .filter(value => value !== undefined),
      ),
    );
    const [, second, , last] = quarters;
    return {
      what,
      quarters,
      ratio: last / second,
      isLevel: last <= second * MOST || last <= second + few,
    };
  });
}

/** Requests that say that something is wrong with us: what no weather excuses, and what is unavailable although nothing is disturbed. */
export function unexpected(requests) {
  return requests.filter(
    ({ kind, weather }) =>
      kind === 'unexpected' || (kind === 'unavailable' && weather === 'calm'),
  );
}
