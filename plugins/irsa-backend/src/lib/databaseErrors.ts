import { isError, ServiceUnavailableError } from '@backstage/errors';

type Trouble = 'busy' | 'full' | 'undone' | 'away' | 'crowded' | 'other';

const WORDS: Record<Trouble, string> = {
  busy: 'is locked by another transaction. Retry in a moment',
  full: 'has no disk space left. Ask an administrator to add space, then retry',
  undone:
    'rolled back the write, possibly because its disk is full. Ask an administrator to check the disk, then retry',
  away: 'cannot be reached, for example during a restart. Retry in a minute',
  crowded:
    'has no free connection. Retry in a moment. If this persists, ask an administrator to allow more connections',
  other: 'failed. Ask an administrator to check its log. Retry later',
};

/** The kinds of trouble by SQLite result code. Source: "Result and Error Codes", SQLite documentation. */
const SQLITE: [RegExp, Trouble][] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'busy'],
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_/, 'other'],
];

/** The kinds of trouble by SQLSTATE class or condition. Source: "PostgreSQL Error Codes", PostgreSQL documentation. */
const POSTGRES: [RegExp, Trouble][] = [
  [/^(55P03|40001|40P01)$/, 'busy'],
  [/^(53100|53200)$/, 'full'],
  [/^53300$/, 'crowded'],
  [/^(08...|57P0[1-5])$/, 'away'],
  [/^(53|54|58|XX)...$/, 'other'],
];

function troubleOf(error: Error): Trouble | undefined {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  const known = typeof code === 'string' ? code : '';
  if (error.name === 'KnexTimeoutError') return 'crowded';
  // If SQLite cannot write, it ends the transaction itself. The only reported error is then the rollback that finds no transaction.
  if (/cannot rollback - no transaction is active/.test(error.message)) {
    return 'undone';
  }
  // The driver's message, because it has no code.
  if (/^(.* - )?Connection (terminated|ended)/s.test(error.message)) {
    return 'away';
  }
  // HTTP clients wrap socket errors, and AWS errors have metadata: only the database driver throws socket errors unchanged.
  const isSocket =
    (error.name === 'AggregateError' || syscall !== undefined) &&
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/.test(
      known,
    );
  if (isSocket && !('$metadata' in error)) return 'away';
  const [found] = [...SQLITE, ...('severity' in error ? POSTGRES : [])].filter(
    ([pattern]) => pattern.test(known),
  );
  return found?.[1];
}

/**
 * Returns the error to show if the database fails; undefined for any other error. The driver's own message contains the whole statement with its
 * values.
 */
export function databaseTrouble(
  error: unknown,
): ServiceUnavailableError | undefined {
  const trouble = isError(error) ? troubleOf(error) : undefined;
  if (!isError(error) || trouble === undefined) return undefined;
  const { code } = error as { code?: unknown };
  const shown = typeof code === 'string' ? ` (${code})` : '';
  return new ServiceUnavailableError(
    `The database of this backend ${WORDS[trouble]}${shown}.`,
  );
}
