/** Returns the start of the line that contains an offset. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Returns the offset after the next line break, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** Returns the distance of an offset from the start of its line. A byte order mark does not count. */
export function column(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return offset - start - (text[start] === '\ufeff' ? 1 : 0);
}

export function splice(
  text: string,
  start: number,
  end: number,
  inserted: string,
): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

/** Returns the style of the line break before an offset, or else after it. */
function lineBreak(text: string, offset: number): string {
  const before = text.lastIndexOf('\n', Math.max(offset - 1, 0));
  const at = before < 0 ? text.indexOf('\n', offset) : before;
  return text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** Inserts whole lines at the start of a line or at the end of the text. Adds no line break at the end of a text that has none. */
export function insertLines(text: string, at: number, lines: string[]): string {
  const eol = lineBreak(text, at);
  const block = lines.join(eol);
  const inserted = at === lineStart(text, at) ? block + eol : eol + block;
  return splice(text, at, at, inserted);
}

/** Removes whole lines. Undoes {@link insertLines}. */
export function deleteLines(text: string, start: number, end: number): string {
  const unbroken = end === text.length && !text.endsWith('\n') && start > 0;
  const from = unbroken ? text.slice(0, start).search(/\r?\n$/) : start;
  return splice(text, from, end, '');
}

/** Returns the lines of a text, each with its line break. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
