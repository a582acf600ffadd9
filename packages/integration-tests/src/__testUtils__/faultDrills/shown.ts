import type {
  CheckResult,
  Operation,
  Scope,
  Verification,
} from '@backstage-irsa/core/model';

const textOf = ({ id, message }: CheckResult) => `check \`${id}\`: ${message}`;
/** The text for a verification that found no problems. */
export const VERIFIED = 'Verifying: `verified`';

/** Fails if the result of a drill is not as expected. */
export function same(found: unknown, expected: unknown): void {
  expect(found).toEqual(expected);
}

/** Describes the response for a card, which shows the last verification if there is one. */
export function cardOf(
  {
    status,
    body,
  }: {
    status: number;
    body: {
      error?: { name: string };
      items: { verification: Verification }[];
    };
  },
  last: Verification,
): string {
  expectPlain(body);
  if (body.error) return `The card: ${status} ${body.error.name}.`;
  expect(body.items[0].verification).toEqual(last);
  return 'The card as it was last stored.';
}

/** Describes the scope that the fleet shows after a scan. */
export function scopeOf({ state, reason }: Scope, isScanned: boolean): string {
  const since = state === 'current' && !isScanned ? ', by the scan before' : '';
  return `The fleet's scope is \`${state}\`${since}${
    reason ? `: ${reason}` : ''
  }`;
}

/** Describes the stored data of a scope after a scan. */
export function keptOf({ staleSince }: Scope, isScanned: boolean): string {
  if (isScanned) return 'What was found';
  return staleSince === undefined
    ? 'What was found before'
    : 'What was found before, with since when it is stale';
}

/** Returns the names as one text. */
export const listed = (names: string[]) =>
  names.length === 0 ? 'nothing' : names.join(', ');

/** Describes the response to a verification by its most important part. */
export function seenOf(answer: {
  status: number;
  body: Verification & { error?: { name: string; message: string } };
}): string {
  const { status, body } = answer;
  expectPlain(body);
  if (body.error) {
    return `${status} ${body.error.name}: ${body.error.message}`;
  }
  // A read failure fails no check.
  expect(body.checks.filter(({ result }) => result === 'fail')).toEqual([]);
  const [first] = body.checks.filter(
    ({ result, blockedBy }) => result === 'unknown' && !blockedBy,
  );
  return `Verifying: \`${body.status}\`${first ? `, ${textOf(first)}` : ''}`;
}

/** Fails if the text contains internals or secrets. */
export function expectPlain(answer: object | Operation): void {
  const text = JSON.stringify(answer);
  expect(text).not.toMatch(/node_modules|at \w+ \(|select \*|insert into/i);
  expect(text).not.toMatch(/\bAKIA|Bearer |eyJ[\w-]{10}/);
}
