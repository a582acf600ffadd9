import { CALLERS, CALLER_NAMES } from './callers';
import type { EntryPoint, Outcome } from './types';

const WORDS = { own: 'own', others: "others'" };

function cellOf(outcome: Outcome | undefined): string {
  if (!outcome) return '–';
  const { status, tells } = outcome;
  if (!tells) return String(status);
  if (tells.length === 2) return `${status}, all`;
  return `${status}, ${tells[0] ? WORDS[tells[0]] : 'nothing'}`;
}

/** Returns the rows of a matrix table, starting with the heading. */
export function matrixTable(entryPoints: EntryPoint[]): string[][] {
  return [
    [
      'entry point',
      ...CALLER_NAMES.map(name => CALLERS[name].title),
      'audit events',
    ],
    ...entryPoints.map(({ name, outcomes, events }) => [
      `\`${name}\``,
      ...CALLER_NAMES.map(caller => cellOf(outcomes[caller])),
      events.map(({ id, severity }) => `\`${id}\` (${severity})`).join(', ') ||
        '–',
    ]),
  ];
}
