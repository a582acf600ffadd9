import type { OperatorUse } from './registry';
import { showDate } from './date';

type Comparison = Extract<OperatorUse, { kind: 'compare' }>;

const DATE_PHRASES: Record<string, string> = {
  LessThan: 'before',
  LessThanEquals: 'until',
  GreaterThan: 'after',
  GreaterThanEquals: 'from',
};

/** The phrases for the condition keys that are most common in policies, by key in lower case. */
const PHRASES = new Map<
  string,
  (use: Comparison, wanted: string) => string | undefined
>(
  Object.entries({
    'aws:multifactorauthpresent': (use, wanted) =>
      boolPhrase(use, wanted, 'with MFA', 'without MFA'),
    'aws:securetransport': (use, wanted) =>
      boolPhrase(use, wanted, 'over TLS', 'without TLS'),
    'aws:viaawsservice': (use, wanted) =>
      boolPhrase(
        use,
        wanted,
        'through an AWS service',
        'not through an AWS service',
      ),
    'aws:currenttime': datePhrase,
    'aws:epochtime': datePhrase,
    'aws:tokenissuetime': (use, wanted) => {
      const when = datePhrase(use, wanted);
      return when && !use.ifExists
        ? `with credentials issued ${when}`
        : undefined;
    },
    'aws:requestedregion': (use, wanted) =>
      use.operator.name === 'StringEquals' && !use.ifExists
        ? `in ${wanted}`
        : undefined,
    'aws:sourceip': (use, wanted) =>
      use.operator.name === 'IpAddress' && !use.ifExists
        ? `from ${wanted}`
        : undefined,
  }),
);

/** Returns the phrase for a condition. Undefined if its key has no phrase or the condition is not in the usual form. */
export function phraseOf(
  use: Comparison,
  key: string,
  wanted: string[],
): string | undefined {
  const [only, ...more] = wanted;
  if (only === undefined || more.length > 0 || use.qualifier) return undefined;
  return PHRASES.get(key.toLowerCase())?.(use, only);
}

function boolPhrase(
  { operator, ifExists }: Comparison,
  wanted: string,
  yes: string,
  no: string,
): string | undefined {
  if (operator.name !== 'Bool') return undefined;
  if (wanted.toLowerCase() === 'false') return no;
  // With `IfExists`, the condition also holds if the key is absent, so that the phrase would be wrong.
  return wanted.toLowerCase() === 'true' && !ifExists ? yes : undefined;
}

function datePhrase(
  { operator }: Comparison,
  wanted: string,
): string | undefined {
  const [, comparison] = /^(?:Date|Numeric)(.+)$/.exec(operator.name) ?? [];
  const phrase = comparison && DATE_PHRASES[comparison];
  return phrase ? `${phrase} ${showDate(wanted)}` : undefined;
}
