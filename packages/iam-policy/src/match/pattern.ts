import { parseTemplate, type TemplateSyntax, type Token } from './template';

/** The value of a policy variable in a request: undefined when it has none, or several. */
export type VariableLookup = (key: string) => string | undefined;

/** Whether a text matches; undefined when the pattern has a variable without a value. */
export type Pattern = (
  text: string,
  variables: VariableLookup,
) => boolean | undefined;

/** How to read and compare a pattern. */
export interface PatternOptions extends TemplateSyntax {
  ignoreCase?: boolean;
}

const ANY = -1;
const ONE = -2;

/** Compiles a policy string once, for any number of comparisons. */
export function compilePattern(
  source: string,
  options: PatternOptions,
): Pattern {
  return compileTokens(parseTemplate(source, options), options.ignoreCase);
}

/** As `compilePattern`, for a string that is cut into tokens already. */
export function compileTokens(tokens: Token[], ignoreCase = false): Pattern {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  if (tokens.some(token => token.kind === 'variable')) {
    return (text, variables) => {
      const codes = toCodes(tokens, fold, variables);
      return codes && matchCodes(codes, fold(text));
    };
  }
  if (tokens.length === 1 && tokens[0].kind === 'any') return () => true;
  if (tokens.every(token => token.kind === 'text')) {
    const wanted = fold(textOf(tokens));
    return text => fold(text) === wanted;
  }
  if (
    tokens.length === 2 &&
    tokens[0].kind === 'text' &&
    tokens[1].kind === 'any'
  ) {
    const prefix = fold(tokens[0].text);
    return text => fold(text).startsWith(prefix);
  }
  const codes = toCodes(tokens, fold, () => undefined) ?? [];
  return text => matchCodes(codes, fold(text));
}

/**
 * Whether a text matches a pattern without variables: `*` is any number of characters, of all kinds, and `?` is one.
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
  return compiled(text, () => undefined) === true;
}

function textOf(tokens: Token[]): string {
  return tokens
    .map(token => (token.kind === 'text' ? token.text : ''))
    .join('');
}

function toCodes(
  tokens: Token[],
  fold: (text: string) => string,
  variables: VariableLookup,
): number[] | undefined {
  const codes: number[] = [];
  for (const token of tokens) {
    if (token.kind === 'any') codes.push(ANY);
    else if (token.kind === 'one') codes.push(ONE);
    else {
      const text =
        token.kind === 'text'
          ? token.text
          : variables(token.key) ?? token.fallback;
      if (text === undefined) return undefined;
      const folded = fold(text);
      for (let i = 0; i < folded.length; i++) codes.push(folded.charCodeAt(i));
    }
  }
  return codes;
}

// Goes back to the last `*` only, so that the time is at most the product of both lengths, whatever the pattern.
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
