/** A position in a text. Both numbers start at 1. */
export type Position = { Line: number; Column: number };

/** Returns the start and end of each statement of a valid policy document, in order. */
export function statementPositions(
  text: string,
): { StartPosition: Position; EndPosition: Position }[] {
  return statementSpans(text).map(([start, end]) => ({
    StartPosition: positionOf(text, start),
    EndPosition: positionOf(text, end),
  }));
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/** Returns the start and end offsets of each object that is the value of `Statement` or an item in its list. */
function statementSpans(text: string): [number, number][] {
  const spans: [number, number][] = [];
  const open: number[] = [];
  let inStatement = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const depth = open.length;
    if (depth === 1 && token.startsWith('"')) {
      inStatement = token === '"Statement"';
    } else if (token === '{' || token === '[') {
      open.push(index);
    } else if (token === '}' || token === ']') {
      const start = open.pop() ?? 0;
      const isStatement =
        token === '}' &&
        inStatement &&
        (open.length === 1 || (open.length === 2 && text[open[1]] === '['));
      if (isStatement) spans.push([start, index + 1]);
    }
  }
  return spans;
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return {
    Line: before.length,
    Column: before[before.length - 1].length + 1,
  };
}
