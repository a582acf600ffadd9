// Draws the run: memory, open handles, and request times, in panels with a common time axis.
import {
  BLUE,
  FAINT,
  GREEN,
  GRID,
  INK,
  label,
  picture,
  polyline,
  RED,
} from '../svg.mjs';
import { MB, groupBy, percentile } from './statistics.mjs';

const WIDTH = 960;
const LEFT = 64;
const RIGHT = 940;
const PANEL = 150;
const GAP = 44;
const TOP = 64;

const WEATHER = {
  throttled: '#fff3c4',
  failing: '#ffe3e3',
  slow: '#e0e8f9',
  'cut off': '#fde2f0',
  'cluster gone': '#dde3e9',
};

/** Returns the next round number that is at least the value. */
function ceiling(value) {
  const step = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10]
    .map(f => f * step)
    .find(v => v >= value);
}

/** Draws a panel with lines over a grid. `series` are `{ name, color, points: [{ at, value }] }`. */
function panel({ title, unit, series, index, phases, span }) {
  const top = TOP + index * (PANEL + GAP);
  const bottom = top + PANEL;
  const most = ceiling(
    Math.max(
      ...series.flatMap(({ points }) => points.map(({ value }) => value)),
    ),
  );
  const x = at =>
    LEFT + ((at - span.from) / (span.to - span.from)) * (RIGHT - LEFT);
  const y = value => bottom - (value / most) * PANEL;
  const bands = phases
    .filter(({ name }) => WEATHER[name])
    .map(({ from, name, to }) => {
      const begin = x(span.from + from);
      return `<rect x="${begin.toFixed(1)}" y="${top}" width="${(
        x(span.from + to) - begin
      ).toFixed(1)}" height="${PANEL}" fill="${WEATHER[name]}"/>`;
    });
  const grid = [0, 0.5, 1].map(share => {
    const level = y(most * share);
    return `<line x1="${LEFT}" x2="${RIGHT}" y1="${level}" y2="${level}" stroke="${GRID}"/>${label(
      LEFT - 8,
      level + 4,
      `${most * share}`,
      { anchor: 'end' },
    )}`;
  });
  const lines = series.map(({ color, points }) =>
    polyline(
      points.map(({ at, value }) => [x(at), y(value)]),
      color,
    ),
  );
  let at = RIGHT;
  const legend = [...series].reverse().map(({ color, name }) => {
    const text = label(at, top - 8, name, { anchor: 'end', color });
    at -= name.length * 6.2 + 18;
    return text;
  });
  return [
    ...bands,
    ...grid,
    ...lines,
    label(LEFT, top - 8, `${title} (${unit})`, {
      color: INK,
      size: 12,
      bold: true,
    }),
    ...legend,
  ].join('\n');
}

function timeAxis(span, y) {
  const minutes = (span.to - span.from) / 60_000;
  const step = minutes > 30 ? 10 : minutes > 10 ? 5 : 1;
  const ticks = [];
  for (let minute = 0; minute <= minutes + 0.01; minute += step) {
    const x = LEFT + (minute / minutes) * (RIGHT - LEFT);
    ticks.push(label(x.toFixed(1), y, `${minute} min`, { anchor: 'middle' }));
  }
  return ticks.join('\n');
}

function weatherLegend() {
  let x = LEFT;
  return Object.entries(WEATHER)
    .map(([name, color]) => {
      const item = `<rect x="${x}" y="16" width="14" height="14" fill="${color}" stroke="${FAINT}" stroke-width="0.5"/>${label(
        x + 20,
        27,
        name,
      )}`;
      x += name.length * 6.5 + 44;
      return item;
    })
    .join('\n');
}

/** Returns a percentile of the request times for each minute. */
function latencies(requests, share) {
  const minutes = groupBy(requests, ({ at }) => Math.floor(at / 60_000));
  return [...minutes.values()].map(group => ({
    at: group[Math.floor(group.length / 2)].at,
    value: percentile(
      group.map(({ ms }) => ms),
      share,
    ),
  }));
}

/** Draws the whole image as SVG. */
export function drawCurve({ samples, requests, phases, span }) {
  const of = pick =>
    samples
      .map(sample => ({ at: sample.at, value: pick(sample) }))
      .filter(({ value }) => value !== undefined);
  const panels = [
    {
      title: 'Memory',
      unit: 'MB',
      series: [
        {
          name: 'resident',
          color: BLUE,
          points: of(({ rss }) => rss / MB),
        },
        {
          name: 'heap after a collection',
          color: RED,
          points: of(
            ({ heapAfterCollection }) =>
              heapAfterCollection && heapAfterCollection / MB,
          ),
        },
      ],
    },
    {
      title: 'Open',
      unit: 'number',
      series: [
        {
          name: 'file descriptors',
          color: BLUE,
          points: of(({ descriptors }) => descriptors),
        },
        {
          name: 'timers',
          color: GREEN,
          points: of(({ resources }) => resources.Timeout ?? 0),
        },
      ],
    },
    {
      title: 'Requests, by the minute',
      unit: 'ms',
      series: [
        { name: 'p50', color: GREEN, points: latencies(requests, 0.5) },
        { name: 'p99', color: RED, points: latencies(requests, 0.99) },
      ],
    },
  ];
  const height = TOP + panels.length * (PANEL + GAP);
  return picture({
    width: WIDTH,
    height,
    what: 'Memory, open handles and request times over the run',
    parts: [
      weatherLegend(),
      ...panels.map((one, index) => panel({ ...one, index, phases, span })),
      timeAxis(span, height - 22),
    ],
  });
}
