/** An HCL value. */
export type HclValue =
  | string
  | number
  | boolean
  | null
  | HclExpression
  | HclValue[]
  | { [key: string]: HclValue };

/** An HCL block, such as a resource with its type and label. */
export interface HclBlock {
  type: 'block';
  keyword: string;
  labels: string[];
  items: HclItem[];
}

/** An attribute, or a block within a block. */
export type HclItem =
  | { type: 'attribute'; name: string; value: HclValue }
  | HclBlock;

/** HCL code rather than a value. It consists only of this product's own words, with values written by {@link writeValue}. */
export class HclExpression {
  private constructor(readonly code: (indent: string) => string) {}

  /** Creates a reference such as `aws_iam_role.orders.name`. Every part must be an identifier. */
  static reference(...parts: string[]): HclExpression {
    parts.forEach(requireIdentifier);
    return new HclExpression(() => parts.join('.'));
  }

  /** Creates a function call such as `jsonencode({ … })`. */
  static call(name: string, argument: HclValue): HclExpression {
    requireIdentifier(name);
    return new HclExpression(
      indent => `${name}(${writeValue(argument, indent)})`,
    );
  }
}

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;
const STEP = '  ';

function requireIdentifier(text: string): void {
  if (!IDENTIFIER.test(text))
    throw new Error(`"${text}" is not an HCL identifier.`);
}

const NAMED: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function byNumber(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Matches quotes and escapes; invisible characters; and `$` or `%` before an opening brace, which would begin a template. */
const SPECIAL = /["\\]|[\p{Cc}\u2028\u2029\ufeff]|[$%](?=[$%]*\{)/gu;

/** Writes a text in quotes and escapes everything that HCL would evaluate as code. This is the only function that converts text to HCL. */
export function writeText(text: string): string {
  const escaped = text.replace(SPECIAL, (char, at: number) => {
    if (char !== '$' && char !== '%') return NAMED[char] ?? byNumber(char);
    // Escape a sign before the doubled one by number, because it would change the meaning of the doubling.
    return text[at + 1] === '{' ? char + char : byNumber(char);
  });
  return `"${escaped}"`;
}

/** Returns lines `name = value`, with the equals signs of neighboring lines aligned, as `terraform fmt` does. */
function alignedLines(
  entries: { name: string; value: string }[],
  indent: string,
): string[] {
  const isLong = (entry?: { value: string }) =>
    entry === undefined || entry.value.includes('\n');
  return entries.map((entry, at) => {
    if (isLong(entry)) return `${indent}${entry.name} = ${entry.value}`;
    let first = at;
    while (!isLong(entries[first - 1])) first -= 1;
    let last = at;
    while (!isLong(entries[last + 1])) last += 1;
    const width = Math.max(
      ...entries.slice(first, last + 1).map(({ name }) => [...name].length),
    );
    const gap = ' '.repeat(width - [...entry.name].length);
    return `${indent}${entry.name}${gap} = ${entry.value}`;
  });
}

function writeList(values: HclValue[], indent: string): string {
  if (values.length === 0) return '[]';
  const inner = indent + STEP;
  const lines = values.map(value => `${inner}${writeValue(value, inner)},\n`);
  return `[\n${lines.join('')}${indent}]`;
}

function writeMap(map: Record<string, HclValue>, indent: string): string {
  const inner = indent + STEP;
  const entries = Object.entries(map).map(([key, value]) => ({
    name: writeText(key),
    value: writeValue(value, inner),
  }));
  if (entries.length === 0) return '{}';
  return `{\n${alignedLines(entries, inner).join('\n')}\n${indent}}`;
}

function writeValue(value: HclValue, indent: string): string {
  if (typeof value === 'string') return writeText(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof HclExpression) return value.code(indent);
  return Array.isArray(value)
    ? writeList(value, indent)
    : writeMap(value, indent);
}

/** Returns an attribute. */
export function attribute(name: string, value: HclValue): HclItem {
  requireIdentifier(name);
  return { type: 'attribute', name, value };
}

/** Returns a block with a keyword, such as `resource`. */
export function block(
  keyword: string,
  labels: string[],
  items: HclItem[],
): HclBlock {
  requireIdentifier(keyword);
  return { type: 'block', keyword, labels, items };
}

function writeBlock(
  { keyword, labels, items }: HclBlock,
  indent: string,
): string {
  const head = [keyword, ...labels.map(writeText)].join(' ');
  return `${indent}${head} {\n${writeItems(items, indent + STEP)}${indent}}\n`;
}

/** Writes the attributes first and then the blocks, with a blank line between these parts. */
function writeItems(items: HclItem[], indent: string): string {
  const attributes = items.flatMap(item =>
    item.type === 'attribute'
      ? [{ name: item.name, value: writeValue(item.value, indent) }]
      : [],
  );
  const lines = alignedLines(attributes, indent).map(line => `${line}\n`);
  const blocks = items.flatMap(item =>
    item.type === 'block' ? [writeBlock(item, indent)] : [],
  );
  const parts = [lines.join(''), ...blocks].filter(part => part !== '');
  return parts.join('\n');
}

/** Returns the text of a file of blocks. */
export function writeHcl(blocks: HclItem[]): string {
  return writeItems(blocks, '');
}
