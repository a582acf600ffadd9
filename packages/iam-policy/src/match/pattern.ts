import { parseTemplate, type TemplateSyntax, type Token } from './template';

/** The value of a variable that can be any text. */
export const ANY_VALUE = Symbol('any value');

/** The values of policy variables in a request. */
export interface Variables {
  /** Returns the value of a variable with an optional default value; undefined if it has none. */
  variable(
    key: string,
    fallback?: string,
  ): string | typeof ANY_VALUE | undefined;
}

/** The variables to pass to patterns that have none. */
export const NO_VARIABLES: Variables = { variable: () => undefined };

/** Checks whether a text matches. A pattern with a variable that has no value matches nothing. */
export type Pattern = (text: string, variables: Variables) => boolean;

/** The options for reading and comparing a pattern. */
export interface PatternOptions extends TemplateSyntax {
  ignoreCase?: boolean;
}

const ANY = -1;
const ONE = -2;

/** Compiles a policy string so that it can be compared many times. */
export function compilePattern(
  source: string,
  { ignoreCase = false, ...syntax }: PatternOptions,
): Pattern {
  const tokens = parseTemplate(source, syntax);
  if (!ignoreCase) return compileTokens(tokens);
  const pattern = compileTokens(tokens.map(foldToken));
  return (text, variables) =>
    pattern(text.toLowerCase(), {
      variable: (key, fallback) => {
        const value = variables.variable(key, fallback);
        return typeof value === 'string' ? value.toLowerCase() : value;
      },
    });
}

function foldToken(token: Token): Token {
  return token.kind === 'text'
    ? { ...token, text: token.text.toLowerCase() }
    : token;
}

/** Like `compilePattern`, for a string that is already split into tokens. */
export function compileTokens(tokens: Token[]): Pattern {
  if (!tokens.some(({ kind }) => kind === 'variable'))
    return compileFixed(tokens);
  const [first] = tokens;
  const start = first.kind === 'text' ? first.text : '';
  return (text, variables) => {
    // Most texts do not match, and their start already shows it, so that no variable needs resolving.
    if (!text.startsWith(start)) return false;
    const resolved = resolve(tokens, variables);
    return resolved !== undefined && compileFixed(resolved)(text, variables);
  };
}

/** Replaces variables with their values as text, or with `*` if they can have any. Undefined if a variable has no value. */
export function resolve(
  tokens: Token[],
  variables: Variables,
): Token[] | undefined {
  const resolved: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'variable') {
      const value = variables.variable(token.key, token.fallback);
      if (value === undefined) return undefined;
      resolved.push(
        value === ANY_VALUE ? { kind: 'any' } : { kind: 'text', text: value },
      );
    } else {
      resolved.push(token);
    }
  }
  return resolved;
}

function compileFixed(tokens: Token[]): Pattern {
  if (tokens.some(({ kind }) => kind === 'one')) {
    const codes = codesOf(tokens);
    return text => matchCodes(codes, text);
  }
  const pieces = piecesOf(tokens);
  const [start, end] = pieces;
  if (pieces.length === 1) return text => text === start;
  if (pieces.length === 2 && end === '') return text => text.startsWith(start);
  return text => matchPieces(pieces, text);
}

/** Returns the texts before, between, and after the `*` wildcards. */
function piecesOf(tokens: Token[]): string[] {
  const pieces = [''];
  for (const token of tokens) {
    if (token.kind === 'text') pieces[pieces.length - 1] += token.text;
    else pieces.push('');
  }
  return pieces;
}

// Matching each piece at its first occurrence leaves the most text for the pieces after it.
function matchPieces(pieces: string[], text: string): boolean {
  const last = pieces.length - 1;
  if (!text.startsWith(pieces[0])) return false;
  let at = pieces[0].length;
  for (let i = 1; i < last; i++) {
    const found = text.indexOf(pieces[i], at);
    if (found < 0) return false;
    at = found + pieces[i].length;
  }
  return text.length - at >= pieces[last].length && text.endsWith(pieces[last]);
}

/**
 * Checks whether a text matches a pattern without variables. `*` matches any number of any characters, `?` matches exactly one.
 *
 * @public
 */
export function matchPattern(
  pattern: string,
  text: string,
  options: { ignoreCase?: boolean } = {},
): boolean {
  const compiled = compilePattern(pattern, {
    wildcards: true,
    variables: false,
    ignoreCase: options.ignoreCase,
  });
  return compiled(text, NO_VARIABLES);
}

function codesOf(tokens: Token[]): number[] {
  return tokens.flatMap(token => {
    if (token.kind === 'text') {
      return token.text.split('').map(char => char.charCodeAt(0));
    }
    return token.kind === 'any' ? ANY : ONE;
  });
}

// Backtracks only to the last `*`, so that for any pattern the time is at most proportional to the product of both lengths.
function matchCodes(codes: number[], text: string): boolean {
  let code = 0;
  let at = 0;
  let lastAny = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const wanted = codes[code];
    if (wanted === ANY) {
      lastAny = code;
      resumeAt = at;
      code += 1;
    } else if (wanted === ONE || wanted === text.charCodeAt(at)) {
      code += 1;
      at += 1;
    } else if (lastAny >= 0) {
      resumeAt += 1;
      at = resumeAt;
      code = lastAny + 1;
    } else {
      return false;
    }
  }
  while (codes[code] === ANY) code += 1;
  return code === codes.length;
}
