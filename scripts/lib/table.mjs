/** Converts a text to the content of a Markdown table cell. */
export const cell = text =>
  String(text ?? '')
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');

/** Creates a Markdown table. Does not align columns, which the formatter does. */
export function table(heads, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}
