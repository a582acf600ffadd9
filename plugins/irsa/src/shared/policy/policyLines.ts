import type { PolicyText } from '@backstage-irsa/core/model';

/** A policy document as formatted lines, and the position of each statement. */
export interface PolicyLines {
  lines: string[];
  /** The first and last line of each statement, starting at 0. Empty if the document is not a JSON object. */
  statements: { first: number; last: number }[];
}

/** Formats a policy document. A document with errors stays as stored in AWS, so that the positions of the errors match. */
export function policyLines({
  document,
  errors,
}: Pick<PolicyText, 'document' | 'errors'>): PolicyLines {
  const value = errors.length === 0 ? parseObject(document) : undefined;
  if (!value) return { lines: document.split(/\r\n|\r|\n/), statements: [] };

  const lines = ['{'];
  const statements: PolicyLines['statements'] = [];
  const members = Object.entries(value);
  members.forEach(([key, member], index) => {
    const name = `  ${JSON.stringify(key)}: `;
    if (key !== 'Statement') lines.push(...indented(member, 2, name));
    else if (!Array.isArray(member)) {
      const first = lines.length;
      lines.push(...indented(member, 2, name));
      statements.push({ first, last: lines.length - 1 });
    } else {
      lines.push(`${name}[`);
      member.forEach((statement, position) => {
        const first = lines.length;
        lines.push(...indented(statement, 4, '    '));
        if (position < member.length - 1) lines[lines.length - 1] += ',';
        statements.push({ first, last: lines.length - 1 });
      });
      lines.push('  ]');
    }
    if (index < members.length - 1) lines[lines.length - 1] += ',';
  });
  return { lines: [...lines, '}'], statements };
}

function parseObject(document: string): object | undefined {
  try {
    const value: unknown = JSON.parse(document);
    return value && typeof value === 'object' && !Array.isArray(value)
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the lines of a value as JSON. The first line starts with `start`, the other lines with `spaces` spaces. */
function indented(value: unknown, spaces: number, start: string): string[] {
  const [first, ...rest] = JSON.stringify(value, null, 2).split('\n');
  return [start + first, ...rest.map(line => ' '.repeat(spaces) + line)];
}
