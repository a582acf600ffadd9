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

/**
 * Cuts a policy string into tokens. Anything that only looks like a variable is text.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export function parseTemplate(source: string, syntax: TemplateSyntax): Token[] {
  const tokens: Token[] = [];
  let text = '';
  const push = (token: Token) => {
    if (text) tokens.push({ kind: 'text', text });
    text = '';
    tokens.push(token);
  };
  let at = 0;
  while (at < source.length) {
    const char = source[at];
    const variable =
      char === '$' && syntax.variables ? variableAt(source, at) : undefined;
    if (variable) {
      if (typeof variable.token === 'string') text += variable.token;
      else push(variable.token);
      at += variable.length;
      continue;
    }
    if (syntax.wildcards && char === '*') push({ kind: 'any' });
    else if (syntax.wildcards && char === '?') push({ kind: 'one' });
    else text += char;
    at += 1;
  }
  if (text) tokens.push({ kind: 'text', text });
  return tokens;
}

function variableAt(
  source: string,
  at: number,
): { token: Token | string; length: number } | undefined {
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
