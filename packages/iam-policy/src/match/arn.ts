import { compileTokens, resolve, type Pattern } from './pattern';
import { parseTemplate, type Token } from './template';

const SEGMENTS = 6;

/** The six parts of an ARN: `arn`, partition, service, region, account, resource; undefined when there are fewer. */
function splitArn(arn: string): string[] | undefined {
  const parts = arn.split(':');
  if (parts.length < SEGMENTS) return undefined;
  return [...parts.slice(0, SEGMENTS - 1), parts.slice(SEGMENTS - 1).join(':')];
}

/** The places of the six parts of an ARN. */
const FIELDS = { partition: 1, service: 2, account: 4, resource: 5 };

/** One part of an ARN; undefined when it has too few. No list is made of the others. */
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

/** The account in an ARN; undefined when it names none, as S3 bucket ARNs do. */
export function arnAccount(arn: string): string | undefined {
  const account = arnField(arn, 'account');
  return account && isAccountId(account) ? account : undefined;
}

/** Whether a text is the number of an account. */
export function isAccountId(text: string): boolean {
  return text.length === 12 && /^\d+$/.test(text);
}

/**
 * Adds `*` for the fields that an ARN of a policy lacks, as AWS does in identity-based policies: `arn:aws:sqs` is `arn:aws:sqs:*:*:*`.
 *
 * Source: AWS Identity and Access Management, "Identify AWS resources with Amazon Resource Names (ARNs)".
 */
export function completeArn(source: string, variables: boolean): string {
  const missing = missingFields(source, variables);
  return missing > 0 ? source + ':*'.repeat(missing) : source;
}

/** How many of its six fields an ARN pattern lacks; none for what is not an ARN. */
export function missingFields(source: string, variables: boolean): number {
  if (!source.startsWith('arn:')) return 0;
  const tokens = parseTemplate(source, { wildcards: true, variables });
  return SEGMENTS - splitTokens(tokens).length;
}

/**
 * Compiles an ARN pattern whose six parts are compared one by one, so that a `*` never reaches over to the next part. A lone `*`
 * is every ARN.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Amazon Resource Name (ARN) condition operators.
 */
export function compileArnPattern(source: string, variables: boolean): Pattern {
  const tokens = parseTemplate(source, { wildcards: true, variables });
  if (tokens.length === 1 && tokens[0].kind === 'any') return () => true;
  const segments = splitTokens(tokens);
  if (segments.length === SEGMENTS) return compileSegments(segments);
  if (!tokens.some(({ kind }) => kind === 'variable')) return () => false;
  // A variable can stand for several parts, or for a whole ARN.
  return (text, lookup) => {
    const resolved = splitTokens(resolve(tokens, lookup) ?? []);
    return (
      resolved.length === SEGMENTS && compileSegments(resolved)(text, lookup)
    );
  };
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

function splitTokens(tokens: Token[]): Token[][] {
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
