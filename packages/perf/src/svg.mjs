// Common parts of images of measurements.
export const INK = '#1f2933';
export const FAINT = '#7b8794';
export const GRID = '#e4e7eb';
export const BLUE = '#2186eb';
export const RED = '#cf1124';
export const GREEN = '#0c6b58';

const escape = text =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Draws a line of text. */
export function label(
  x,
  y,
  text,
  { anchor = 'start', color = FAINT, size = 11, bold = false } = {},
) {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${color}" font-size="${size}"${
    bold ? ' font-weight="600"' : ''
  }>${escape(text)}</text>`;
}

/** Draws a line through points, each `[x, y]`. */
export function polyline(points, color, dashes) {
  const path = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`);
  return `<polyline points="${path.join(
    ' ',
  )}" fill="none" stroke="${color}" stroke-width="1.5" stroke-linejoin="round"${
    dashes ? ` stroke-dasharray="${dashes}"` : ''
  }/>`;
}

/** Creates the whole image on a white background. `what` is the text alternative for users who cannot see it. */
export function picture({ width, height, what, parts }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" role="img" aria-label="${what}">
<rect width="${width}" height="${height}" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}
