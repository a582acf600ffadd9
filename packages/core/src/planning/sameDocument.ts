import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';

function sortedList(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return [...new Set(values.map(String))].sort();
}

/** The keys whose values IAM compares case-insensitively. */
const LOWER_CASE = new Set(['Action', 'NotAction']);

function canonicalValue(key: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value)
      .map(([name, inner]) => [name, canonicalValue(name, inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
  const list = sortedList(value);
  return LOWER_CASE.has(key)
    ? sortedList(list.map(text => text.toLocaleLowerCase('en-US')))
    : list;
}

function canonicalStatement(statement: Statement): string {
  const entries = Object.entries(statement)
    .filter(([key, value]) => key !== 'Sid' && value !== undefined)
    .map(([key, value]) => [key, canonicalValue(key, value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}

function canonicalDocument(document: PolicyDocument): string {
  const statements = Array.isArray(document.Statement)
    ? document.Statement
    : [document.Statement];
  return JSON.stringify([
    document.Version ?? '2008-10-17',
    statements.map(canonicalStatement).sort(),
  ]);
}

/** Checks whether two policy documents have the same meaning. Ignores order, Sid, and whether a single value is a text or a list. */
export function sameDocument(
  a: PolicyDocument | undefined,
  b: PolicyDocument,
): boolean {
  return a !== undefined && canonicalDocument(a) === canonicalDocument(b);
}
