/** A token of a policy string: text, `*`, `?`, or a policy variable with its optional default value. */
export type Token =
  | { kind: 'text'; text: string }
  | { kind: 'any' }
  | { kind: 'one' }
  | { kind: 'variable'; key: string; fallback?: string };

/** The special syntax that applies to a policy string. */
export interface TemplateSyntax {
  /** Whether `*` and `?` are wildcards. */
  wildcards: boolean;
  /** Whether `${key}` is a variable, and `${*}`, `${?}`, `${$}` stand for the characters. Only documents of version 2012-10-17 have variables. */
  variables: boolean;
}

const ONLY_VARIABLES: TemplateSyntax = { wildcards: false, variables: true };

// `${key}` or `${key, 'default'}`. The key has no braces, quotes, or commas.
const VARIABLE = /\$\{([^{}',]+)(?:,\s*'([^']*)'\s*)?\}/y;

/**
 * Returns the keys of the policy variables in texts of a document of version 2012-10-17, each once, ignoring case.
 *
 * @public
 */
export function variablesIn(texts: string[]): string[] {
  const keys = new Map<string, string>();
  for (const text of texts) {
    // Few texts have variables, so that most need not be split.
    if (!text.includes('${')) continue;
    for (const token of parseTemplate(text, ONLY_VARIABLES)) {
      if (token.kind !== 'variable') continue;
      const folded = token.key.toLowerCase();
      if (!keys.has(folded)) keys.set(folded, token.key);
    }
  }
  return [...keys.values()];
}

/** Escapes each `${` of a text, so that a document of version 2012-10-17 does not read it as a variable. */
export function literalText(text: string): string {
  return text.replaceAll('${', '${$}{');
}

/**
 * Splits a policy string into tokens. A malformed variable is text.
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
    // Slices the text in one piece: concatenating single characters takes several times the memory.
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

/** A special sequence in a policy string: a token, or a character that is written with an escape sequence. */
interface Special {
  token: Token | string;
  /** The number of characters in the source. */
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
