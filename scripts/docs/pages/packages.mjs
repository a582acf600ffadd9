// docs/images/packages.svg, the picture of which package imports which, from the rule that lint enforces.
import { createRequire } from 'node:module';

const { mayImport } = createRequire(import.meta.url)('../../lint/layers.cjs');

const BOX = { width: 290, height: 30 };
const STEP = { x: 44, y: 44 };
const MARGIN = 16;
/** The host, which imports plugins as any app and backend do. */
const HOST = ['packages/app', 'packages/backend'];

/** Where arrows arrive, from the left edge of a box. */
const TIP = 16;

const nameOf = folder => {
  const last = folder.split('/').at(-1);
  return folder.startsWith('plugins/') ? `plugin-${last}` : last;
};

/** What each package imports, without what follows from the rest: a picture of all arrows shows none. */
function withoutWhatFollows(imports) {
  const reaches = (from, to) =>
    imports.get(from).some(next => next === to || reaches(next, to));
  return new Map(
    [...imports].map(([from, targets]) => [
      from,
      targets.filter(to => !targets.some(by => by !== to && reaches(by, to))),
    ]),
  );
}

/** The packages in an order in which each stands below all that it imports, as near as can be. */
function ordered(imports) {
  const order = [];
  const place = name => {
    order.push(name);
    for (const [next, targets] of imports) {
      const ready = targets.every(each => order.includes(each));
      if (targets.includes(name) && ready && !order.includes(next)) place(next);
    }
  };
  for (const [name, targets] of imports) {
    if (targets.length === 0) place(name);
  }
  return order;
}

function placesOf(imports) {
  const depth = name => Math.max(-1, ...imports.get(name).map(depth)) + 1;
  return new Map(
    ordered(imports).map((name, row) => [
      name,
      { x: MARGIN + depth(name) * STEP.x, y: MARGIN + row * STEP.y },
    ]),
  );
}

const boxOf = ([name, { x, y }]) =>
  `<rect x="${x}" y="${y}" width="${BOX.width}" height="${
    BOX.height
  }" rx="6" fill="#eef4ff" stroke="#3b5b92"/><text x="${x + 12}" y="${
    y + BOX.height / 2 + 5
  }">${name}</text>`;

const arrowOf = (from, to) =>
  `<path d="M${from.x} ${from.y + BOX.height / 2}H${to.x + TIP}V${
    to.y + BOX.height + 1
  }" fill="none" stroke="#3b5b92" marker-end="url(#arrow)"/>`;

/** The picture. */
export function page() {
  const imports = withoutWhatFollows(
    new Map(
      Object.entries(mayImport)
        .filter(([folder]) => !HOST.includes(folder))
        .map(([folder, names]) => [nameOf(folder), names]),
    ),
  );
  const places = placesOf(imports);
  const right = Math.max(...[...places.values()].map(({ x }) => x));
  const width = right + BOX.width + MARGIN;
  const height = 2 * MARGIN + (places.size - 1) * STEP.y + BOX.height;
  const arrows = [...imports].flatMap(([from, targets]) =>
    targets.map(to => arrowOf(places.get(from), places.get(to))),
  );
  return `<!-- Made by \`yarn docs\` from scripts/lint/layers.cjs: change that file, not this one. -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="14" role="img">
<title>Which package may import which</title>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#3b5b92"/></marker></defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${[...arrows, ...[...places].map(boxOf)].join('\n')}
</svg>
`;
}
