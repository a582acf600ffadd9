import { databaseTrouble } from './databaseErrors';

const STATEMENT =
  'insert into `verifications` (`spec`) values (\'{"bucket":"secret"}\') - ';

const error = (message: string, more: object) =>
  Object.assign(new Error(`${STATEMENT}${message}`), more);

describe('database error', () => {
  it.each([
    [error('database is locked', { code: 'SQLITE_BUSY' }), /is locked/],
    [error('full', { code: 'SQLITE_FULL' }), /no disk space left/],
    [
      error('cannot rollback - no transaction is active', {
        code: 'SQLITE_ERROR',
      }),
      /rolled back/,
    ],
    [error('disk I/O error', { code: 'SQLITE_IOERR_WRITE' }), /failed/],
    [error('', { code: '53100', severity: 'ERROR' }), /no disk space left/],
    [error('', { code: '55P03', severity: 'ERROR' }), /is locked/],
    [error('', { code: '53300', severity: 'FATAL' }), /no free connection/],
    [error('', { code: '57P01', severity: 'FATAL' }), /cannot be reached/],
    [error('Connection terminated unexpectedly', {}), /cannot be reached/],
    [
      Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), {
        code: 'ECONNREFUSED',
        syscall: 'connect',
      }),
      /cannot be reached/,
    ],
    [
      Object.assign(new Error('Timeout acquiring a connection'), {
        name: 'KnexTimeoutError',
      }),
      /no free connection/,
    ],
  ])('%# is reported without its SQL statement', (trouble, words) => {
    const told = databaseTrouble(trouble);
    expect(told?.name).toBe('ServiceUnavailableError');
    expect(told?.message).toMatch(words);
    expect(told?.message).not.toMatch(/insert|secret|10\.1\.2\.3/);
  });

  it.each([
    [new Error('no')],
    [undefined],
    // A violated constraint is a bug of the plugin.
    [error('duplicate key', { code: '23505', severity: 'ERROR' })],
    // Errors of AWS and of an HTTP client.
    [
      Object.assign(new Error('connect ECONNREFUSED'), {
        code: 'ECONNREFUSED',
        syscall: 'connect',
        $metadata: {},
      }),
    ],
    [
      Object.assign(new TypeError('fetch failed'), {
        cause: { code: 'ECONNREFUSED', syscall: 'connect' },
      }),
    ],
  ])('%# is not recognized as one', other => {
    expect(databaseTrouble(other)).toBeUndefined();
  });
});
