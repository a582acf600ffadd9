import { MB, medianOf, ofQuarter, percentile } from './statistics.mjs';

/** The maximum ratio of the last quarter to the second quarter. */
const MOST = 1.1;
/** The number of additional handles that do not count as growth. */
const FEW = 5;
/** The typical value for handles: a low percentile. Handles vary with the open requests, but leaked handles stay open even when there are few. */
const fewest = values => percentile(values, 0.1);

const timers = ({ resources }) => resources.Timeout ?? 0;
const sockets = ({ resources }) =>
  Object.entries(resources)
    .filter(([kind]) => /TCP|TLS|Pipe/.test(kind))
    .reduce((sum, [, count]) => sum + count, 0);

/** The measures of a quarter: the median for memory, and a low percentile for handles. */
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

/** Returns the value of each measure in each quarter, and whether the last quarter is level with the second. */
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

/** Returns the requests that indicate a defect: unexpected failures, and `unavailable` responses without a disturbance. */
export function unexpected(requests) {
  return requests.filter(
    ({ kind, weather }) =>
      kind === 'unexpected' || (kind === 'unavailable' && weather === 'calm'),
  );
}
