import {
  ANY_VALUE,
  compileTokens,
  resolve,
  type Pattern,
  type Variables,
} from './pattern';
import { parseTemplate, type Token } from './template';

const SEGMENTS = 6;

/** Splits an ARN into its 6 parts: `arn`, partition, service, region, account, and resource. Undefined if it has fewer. */
function splitArn(arn: string): string[] | undefined {
  const parts = arn.split(':');
  if (parts.length < SEGMENTS) return undefined;
  return [...parts.slice(0, SEGMENTS - 1), parts.slice(SEGMENTS - 1).join(':')];
}

/** The index of each field among the 6 parts of an ARN. */
const FIELDS = { partition: 1, service: 2, account: 4, resource: 5 };

/** Returns one part of an ARN, without splitting all of it. Undefined if the ARN has too few parts. */
export function arnField(
  arn: string,
  field: keyof typeof FIELDS,
): string | undefined {
  let start = 0;
  for (let at = 0; at < FIELDS[field]; at++) {
    start = arn.indexOf(':', start) + 1;
    if (start === 0) return undefined;
  }
  if (field === 'resource') return arn.slice(start);
  const end = arn.indexOf(':', start);
  return end < 0 ? undefined : arn.slice(start, end);
}

/** Returns the account ID in an ARN. Undefined if the ARN has none, such as the ARN of an S3 bucket. */
export function arnAccount(arn: string): string | undefined {
  const account = arnField(arn, 'account');
  return account && isAccountId(account) ? account : undefined;
}

/** Checks whether a text is an AWS account ID (12 digits). */
export function isAccountId(text: string): boolean {
  return text.length === 12 && /^\d+$/.test(text);
}

/**
 * Adds `*` for each field that an ARN in a policy lacks, as AWS does in identity-based policies: `arn:aws:sqs` becomes `arn:aws:sqs:*:*:*`.
 *
 * Source: AWS Identity and Access Management, "Identify AWS resources with Amazon Resource Names (ARNs)".
 */
export function completeArn(source: string, variables: boolean): string {
  const missing = missingFields(source, variables);
  return missing > 0 ? source + ':*'.repeat(missing) : source;
}

/** Returns how many of the 6 fields an ARN pattern lacks; 0 for a text that is not an ARN. */
export function missingFields(source: string, variables: boolean): number {
  if (!source.startsWith('arn:')) return 0;
  const tokens = parseTemplate(source, { wildcards: true, variables });
  return SEGMENTS - splitTokens(tokens).length;
}

/**
 * Compiles an ARN pattern whose 6 parts are compared one by one, so that a `*` never matches beyond its own part. A lone `*` matches
 * every ARN.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Amazon Resource Name (ARN) condition operators.
 */
export function compileArnPattern(source: string, variables: boolean): Pattern {
  const tokens = parseTemplate(source, { wildcards: true, variables });
  if (tokens.length === 1 && tokens[0].kind === 'any') return () => true;
  const segments = splitTokens(tokens);
  if (segments.length === SEGMENTS) return compileSegments(segments);
  if (!tokens.some(({ kind }) => kind === 'variable')) return () => false;
  // The value of a variable can contain several parts, or a whole ARN.
  return (text, lookup) => {
    const resolved = resolve(tokens, lookup);
    if (!resolved) return false;
    const parts = splitTokens(resolved);
    return parts.length === SEGMENTS
      ? compileSegments(parts)(text, lookup)
      : hasAnyValue(tokens, lookup) && compileTokens(resolved)(text, lookup);
  };
}

function hasAnyValue(tokens: Token[], lookup: Variables): boolean {
  return tokens.some(
    token =>
      token.kind === 'variable' && lookup.variable(token.key) === ANY_VALUE,
  );
}

function compileSegments(tokens: Token[][]): Pattern {
  const segments = tokens.map(compileTokens);
  return (text, lookup) => {
    const parts = splitArn(text);
    return (
      parts !== undefined &&
      segments.every((segment, i) => segment(parts[i], lookup))
    );
  };
}

/** Splits the tokens of an ARN pattern into up to 6 parts, at the colons of its text. */
export function splitTokens(tokens: Token[]): Token[][] {
  const segments: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'text') {
      segments[segments.length - 1].push(token);
      continue;
    }
    const pieces = token.text.split(':');
    const room = SEGMENTS - segments.length;
    const heads = pieces.slice(0, room);
    const rest = pieces.slice(room).join(':');
    const parts = pieces.length > room ? [...heads, rest] : pieces;
    parts.forEach((text, index) => {
      if (index > 0) segments.push([]);
      if (text) segments[segments.length - 1].push({ kind: 'text', text });
    });
  }
  return segments;
}
