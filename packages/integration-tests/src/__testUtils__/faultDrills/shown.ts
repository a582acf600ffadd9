import type {
  CheckResult,
  Operation,
  Scope,
  Verification,
} from '@backstage-irsa/core/model';

const textOf = ({ id, message }: CheckResult) => `check \`${id}\`: ${message}`;
/** What a verification shows that found nothing wrong. */
export const VERIFIED = 'Verifying: `verified`';

/** Fails where a drill did not find what it must. */
export function same(found: unknown, expected: unknown): void {
  expect(found).toEqual(expected);
}

/** What the answer for a card shows, which is the last verification wherever there is one. */
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

/** What the fleet shows of a scope after a scan of it. */
export function scopeOf({ state, reason }: Scope, isScanned: boolean): string {
  const since = state === 'current' && !isScanned ? ', by the scan before' : '';
  return `The fleet's scope is \`${state}\`${since}${
    reason ? `: ${reason}` : ''
  }`;
}

/** What is stored of a scope after a scan of it. */
export function keptOf({ staleSince }: Scope, isScanned: boolean): string {
  if (isScanned) return 'What was found';
  return staleSince === undefined
    ? 'What was found before'
    : 'What was found before, with since when it is stale';
}

/** Names in one text. */
export const listed = (names: string[]) =>
  names.length === 0 ? 'nothing' : names.join(', ');

/** What the answer to a verification shows first. */
export function seenOf(answer: {
  status: number;
  body: Verification & { error?: { name: string; message: string } };
}): string {
  const { status, body } = answer;
  expectPlain(body);
  if (body.error) {
    return `${status} ${body.error.name}: ${body.error.message}`;
  }
  // What could not be read fails no check.
  expect(body.checks.filter(({ result }) => result === 'fail')).toEqual([]);
  const [first] = body.checks.filter(
    ({ result, blockedBy }) => result === 'unknown' && !blockedBy,
  );
  return `Verifying: \`${body.status}\`${first ? `, ${textOf(first)}` : ''}`;
}

/** Fails where there is something of what is meant for machines, and no secret. */
export function expectPlain(answer: object | Operation): void {
  const text = JSON.stringify(answer);
  expect(text).not.toMatch(/node_modules|at \w+ \(|select \*|insert into/i);
  expect(text).not.toMatch(/\bAKIA|Bearer |eyJ[\w-]{10}/);
}
