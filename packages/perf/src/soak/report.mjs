import { groupBy, percentile } from './statistics.mjs';

const rounded = value =>
  value === undefined ? '' : String(Math.round(value * 10) / 10);
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');

function levelTable(levels) {
  return table(
    ['what', '1st quarter', '2nd', '3rd', 'last', 'last / 2nd', 'level'],
    levels.map(({ isLevel, quarters, ratio, what }) => [
      what,
      ...quarters.map(rounded),
      ratio.toFixed(2),
      isLevel ? 'yes' : '**NO**',
    ]),
  );
}

function requestTable(requests) {
  const rows = [...groupBy(requests, ({ name }) => name)].map(
    ([name, group]) => {
      const times = group.map(({ ms }) => ms);
      const count = kind => group.filter(one => one.kind === kind).length;
      return [
        name,
        group.length,
        count('done'),
        count('refused'),
        count('unavailable'),
        count('unexpected'),
        ...[0.5, 0.95, 0.99].map(share => Math.round(percentile(times, share))),
      ];
    },
  );
  rows.sort(([, a], [, b]) => b - a);
  return table(
    [
      'request',
      'sent',
      'done',
      'refused',
      'unavailable',
      'unexpected',
      'p50 ms',
      'p95 ms',
      'p99 ms',
    ],
    rows,
  );
}

function errorTable(requests) {
  const groups = groupBy(
    requests.filter(({ kind }) => kind !== 'done'),
    ({ kind, status, weather }) => `${weather}|${status}|${kind}`,
  );
  return table(
    ['weather', 'status', 'kind', 'number'],
    [...groups].map(([key, group]) => [...key.split('|'), group.length]).sort(),
  );
}

function rowTable(rows) {
  const picks = [0, 0.25, 0.5, 0.75, 1].map(
    share => rows[Math.round(share * (rows.length - 1))],
  );
  const names = Object.keys(picks[0].rows).filter(name =>
    picks.some(({ rows: of }) => of[name] > 0),
  );
  return table(
    ['table', 'at the start', 'after ¼', '½', '¾', 'at the end'],
    names.map(name => [
      `\`${name}\``,
      ...picks.map(({ rows: of }) => of[name]),
    ]),
  );
}

/** Returns the whole result as Markdown. */
export function writeReport({
  levels,
  requests,
  rows,
  delay,
  settled,
  sandbox,
  rest,
}) {
  const { problems, present, recorded, withoutObject, withoutRecord, left } =
    settled;
  return [
    levelTable(levels),
    `Event-loop delay: median of p99 ${rounded(
      delay.p99,
    )} ms, longest ${rounded(delay.max)} ms. Idle again: ${
      rest.descriptors
    } file descriptors and ${rest.timers} timers, ${
      rest.before.descriptors
    } and ${
      rest.before.timers
    } before the load. The sandbox's own memory: ${rounded(
      sandbox.from,
    )} MB after the first quarter, ${rounded(sandbox.to)} MB at the end.`,
    requestTable(requests),
    errorTable(requests),
    rowTable(rows),
    `Idle: ${recorded} recorded objects, ${present} in the sandbox; ${
      withoutRecord.length
    } without a record, ${
      withoutObject.length
    } records without an object; ${Object.entries(left)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}; ${problems.length} places that did not become idle.`,
  ].join('\n\n');
}
