// docs/images/packages.svg, the picture of which package imports which, from the rule that lint enforces.
import { createRequire } from 'node:module';

const { mayImport } = createRequire(import.meta.url)('../../lint/layers.cjs');

const BOX = { width: 250, height: 34 };
const GAP = { x: 70, y: 16 };
const MARGIN = 16;

const nameOf = folder => {
  const last = folder.split('/').at(-1);
  return folder.startsWith('plugins/') ? `plugin-${last}` : last;
};

/** What each package imports, without what follows from the rest: a picture of all arrows shows none. */
function arrowsOf(imports) {
  const reaches = (from, to) =>
    imports.get(from).some(next => next === to || reaches(next, to));
  return [...imports].flatMap(([from, targets]) =>
    targets
      .filter(to => !targets.some(by => by !== to && reaches(by, to)))
      .map(to => ({ from, to })),
  );
}

/** The column of each package: one to the right of the last that it imports. */
function columnsOf(imports) {
  const column = name =>
    Math.max(-1, ...imports.get(name).map(each => column(each))) + 1;
  return new Map([...imports.keys()].map(name => [name, column(name)]));
}

function placesOf(columns) {
  const count = new Map();
  const places = new Map();
  for (const [name, column] of columns) {
    const row = count.get(column) ?? 0;
    count.set(column, row + 1);
    places.set(name, {
      x: MARGIN + column * (BOX.width + GAP.x),
      y: MARGIN + row * (BOX.height + GAP.y),
    });
  }
  const rows = Math.max(...count.values());
  const last = Math.max(...columns.values()) + 1;
  return {
    places,
    width: 2 * MARGIN + last * BOX.width + (last - 1) * GAP.x,
    height: 2 * MARGIN + rows * BOX.height + (rows - 1) * GAP.y,
  };
}

const boxOf = (name, { x, y }) =>
  `<rect x="${x}" y="${y}" width="${BOX.width}" height="${
    BOX.height
  }" rx="6" fill="#eef4ff" stroke="#3b5b92"/><text x="${
    x + BOX.width / 2
  }" y="${y + BOX.height / 2 + 4}" text-anchor="middle">${name}</text>`;

function arrowOf(from, to) {
  const startX = from.x;
  const startY = from.y + BOX.height / 2;
  const endX = to.x + BOX.width + 4;
  const endY = to.y + BOX.height / 2;
  const half = GAP.x / 2;
  return `<path d="M${startX} ${startY}C${startX - half} ${startY} ${
    endX + half
  } ${endY} ${endX} ${endY}" fill="none" stroke="#3b5b92" marker-end="url(#arrow)"/>`;
}

/** The picture. */
export function page() {
  const imports = new Map(
    Object.entries(mayImport).map(([folder, names]) => [nameOf(folder), names]),
  );
  const { places, width, height } = placesOf(columnsOf(imports));
  const arrows = arrowsOf(imports).map(({ from, to }) =>
    arrowOf(places.get(from), places.get(to)),
  );
  const boxes = [...places].map(([name, place]) => boxOf(name, place));
  return `<!-- Made by \`yarn docs\` from scripts/lint/layers.cjs: change that file, not this one. -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="13" role="img">
<title>Which package may import which</title>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#3b5b92"/></marker></defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${[...arrows, ...boxes].join('\n')}
</svg>
`;
}
