import type { PolicyText } from '@backstage-irsa/core/model';

/** A policy document as lines to read, and where each statement stands in them. */
export interface PolicyLines {
  lines: string[];
  /** First and last line of each statement, from 0; empty when the document is no JSON object. */
  statements: { first: number; last: number }[];
}

/**
 * Formats a policy document. One with errors stays as AWS holds it, so that the positions of the errors fit.
 */
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

/** The lines of a value, all but the first behind so many spaces, the first behind a text. */
function indented(value: unknown, spaces: number, start: string): string[] {
  const [first, ...rest] = JSON.stringify(value, null, 2).split('\n');
  return [start + first, ...rest.map(line => ' '.repeat(spaces) + line)];
}
