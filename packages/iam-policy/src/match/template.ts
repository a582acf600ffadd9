/** A piece of a policy string: text, `*`, `?`, or a policy variable with its default. */
export type Token =
  | { kind: 'text'; text: string }
  | { kind: 'any' }
  | { kind: 'one' }
  | { kind: 'variable'; key: string; fallback?: string };

/** Which of the special characters mean something where the string stands. */
export interface TemplateSyntax {
  /** `*` and `?`. */
  wildcards: boolean;
  /** `${key}`, and `${*}`, `${?}`, `${$}` for the characters themselves. Only documents of version 2012-10-17 have them. */
  variables: boolean;
}

// `${key}` or `${key, 'default'}`; the name has no braces or quotes.
const VARIABLE = /\$\{([^{}',]+)(?:,\s*'([^']*)'\s*)?\}/y;

/** How a document of version 2012-10-17 writes a text in which `${` begins no variable. */
export function literalText(text: string): string {
  return text.replaceAll('${', '${$}{');
}

/**
 * Cuts a policy string into tokens. Anything that only looks like a variable is text.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export function parseTemplate(source: string, syntax: TemplateSyntax): Token[] {
  const tokens: Token[] = [];
  let text = '';
  let start = 0;
  let at = 0;
  while (at < source.length) {
    const special = specialAt(source, at, syntax);
    if (!special) {
      at += 1;
      continue;
    }
    // Cut out whole: put together of its characters, a text takes a multiple of the memory.
    text += source.slice(start, at);
    if (typeof special.token === 'string') {
      text += special.token;
    } else {
      if (text) tokens.push({ kind: 'text', text });
      text = '';
      tokens.push(special.token);
    }
    at += special.length;
    start = at;
  }
  text += source.slice(start);
  if (text) tokens.push({ kind: 'text', text });
  return tokens;
}

/** What is more than a character of text: a token, or a text that is written in another way. */
interface Special {
  token: Token | string;
  /** As written. */
  length: number;
}

const ANY: Special = { token: { kind: 'any' }, length: 1 };
const ONE: Special = { token: { kind: 'one' }, length: 1 };

function specialAt(
  source: string,
  at: number,
  { wildcards, variables }: TemplateSyntax,
): Special | undefined {
  switch (source[at]) {
    case '*':
      return wildcards ? ANY : undefined;
    case '?':
      return wildcards ? ONE : undefined;
    case '$':
      return variables ? variableAt(source, at) : undefined;
    default:
      return undefined;
  }
}

function variableAt(source: string, at: number): Special | undefined {
  VARIABLE.lastIndex = at;
  const found = VARIABLE.exec(source);
  if (!found) return undefined;
  const [whole, name, fallback] = found;
  const key = name.trim();
  if (key === '*' || key === '?' || key === '$') {
    return { token: key, length: whole.length };
  }
  return { token: { kind: 'variable', key, fallback }, length: whole.length };
}
