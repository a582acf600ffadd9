// Draws how scans and the API grow with the fleet. Both axes are logarithmic, so that proportional growth is parallel to the dashed line.
import {
  BLUE,
  FAINT,
  GRID,
  INK,
  label,
  picture,
  polyline,
  RED,
} from '../../svg.mjs';

const COLORS = [BLUE, RED];
const [WIDTH, HEIGHT] = [300, 190];
const [LEFT, TOP, GAP] = [60, 46, 66];
const COLUMNS = 2;

/** Returns the exponents of the powers of 10 that enclose all values. */
function powers(values) {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

const short = value => value.toLocaleString('en');

/** Draws the names of the lines next to each other. */
function legend(series, left, y) {
  let x = left;
  return series.map(({ name }, index) => {
    const text = label(x, y, name, { color: COLORS[index] });
    x += name.length * 6.6 + 14;
    return text;
  });
}

/** Draws one panel. `series` are `{ name, values }`, with a value for each size. */
function panel({ title, series }, sizes, index) {
  const left = LEFT + (index % COLUMNS) * (WIDTH + LEFT + 40);
  const top = TOP + Math.floor(index / COLUMNS) * (HEIGHT + GAP);
  const across = powers(sizes);
  const up = powers(series.flatMap(({ values }) => values));
  const place = (value, [first, ...rest], length) =>
    ((Math.log10(value) - first) / (rest.at(-1) - first)) * length;
  const x = size => left + place(size, across, WIDTH);
  const y = value => top + HEIGHT - place(value, up, HEIGHT);
  const ceiling = 10 ** up.at(-1);
  const [{ values: of }] = series;
  const steep = Math.min(sizes.at(-1), (sizes[0] * ceiling) / of[0]);
  return [
    label(left, top - 24, title, { color: INK, size: 12, bold: true }),
    ...legend(series, left, top - 8),
    ...up.flatMap(power => [
      `<line x1="${left}" x2="${left + WIDTH}" y1="${y(10 ** power)}" y2="${y(
        10 ** power,
      )}" stroke="${GRID}"/>`,
      label(left - 6, y(10 ** power) + 4, short(10 ** power), {
        anchor: 'end',
      }),
    ]),
    ...sizes.map(size =>
      label(x(size), top + HEIGHT + 16, short(size), { anchor: 'middle' }),
    ),
    polyline(
      [sizes[0], steep].map(size => [x(size), y((of[0] * size) / sizes[0])]),
      FAINT,
      '4 4',
    ),
    ...series.map(({ values }, i) =>
      polyline(
        values.map((value, at) => [x(sizes[at]), y(value)]),
        COLORS[i],
      ),
    ),
  ].join('\n');
}

/** Draws `{ sizes, panels }` as SVG. */
export function drawGrowth({ sizes, panels }) {
  const lines = Math.ceil(panels.length / COLUMNS);
  return picture({
    width: COLUMNS * (WIDTH + LEFT + 40),
    height: TOP + lines * (HEIGHT + GAP),
    what: 'Time, memory, rows and calls by the number of IAM service accounts; the dashed line grows in proportion',
    parts: panels.map((one, index) => panel(one, sizes, index)),
  });
}
