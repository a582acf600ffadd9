/** A value of HCL. */
export type HclValue =
  | string
  | number
  | boolean
  | null
  | HclExpression
  | HclValue[]
  | { [key: string]: HclValue };

/** A block, such as a resource with its kind and label. */
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

/** Code rather than a value: made of this product's own words only, with values written by {@link writeValue}. */
export class HclExpression {
  private constructor(readonly code: (indent: string) => string) {}

  /** A reference such as `aws_iam_role.orders.name`: every part must be an identifier. */
  static reference(...parts: string[]): HclExpression {
    parts.forEach(requireIdentifier);
    return new HclExpression(() => parts.join('.'));
  }

  /** A call such as `jsonencode({ … })`. */
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
    throw new Error(`"${text}" is no HCL identifier.`);
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

/** Quotes and escapes; characters that are not seen; and `$` or `%` that an opening brace follows, which would begin a template. */
const SPECIAL = /["\\]|[\p{Cc}\u2028\u2029\ufeff]|[$%](?=[$%]*\{)/gu;

/** The text in quotes, with nothing in it that HCL would take for code: the only place where text becomes HCL. */
export function writeText(text: string): string {
  const escaped = text.replace(SPECIAL, (char, at: number) => {
    if (char !== '$' && char !== '%') return NAMED[char] ?? byNumber(char);
    // A sign before the one that is doubled would change what the doubling means.
    return text[at + 1] === '{' ? char + char : byNumber(char);
  });
  return `"${escaped}"`;
}

/** Lines `name = value`, with the signs of neighboring lines under each other, as `terraform fmt` has them. */
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

/** An attribute. */
export function attribute(name: string, value: HclValue): HclItem {
  requireIdentifier(name);
  return { type: 'attribute', name, value };
}

/** A block of a keyword, such as `resource`. */
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

/** Attributes stand together; a blank line parts them from blocks, and blocks from each other. */
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

/** A file of blocks. */
export function writeHcl(blocks: HclItem[]): string {
  return writeItems(blocks, '');
}
