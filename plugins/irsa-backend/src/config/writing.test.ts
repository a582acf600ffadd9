import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readWriting } from './writing';

const read = (irsa: JsonObject) => readWriting(new ConfigReader(irsa));
const PROD = '111122223333';

describe('modes and freezes', () => {
  it('allow all writes by default', () => {
    expect(readWriting(undefined)).toEqual({ mode: 'write', accounts: {} });
  });

  it('apply to all accounts, or to the named account', () => {
    expect(
      read({
        mode: 'observe',
        freeze: { reason: 'Year-end.' },
        accounts: [
          {
            accountId: PROD,
            mode: 'pull-request',
            freeze: { reason: 'Audit.' },
          },
        ],
      }),
    ).toEqual({
      mode: 'observe',
      freeze: { reason: 'Year-end.' },
      accounts: {
        [PROD]: { mode: 'pull-request', freeze: { reason: 'Audit.' } },
      },
    });
  });

  it.each<[key: string, irsa: JsonObject]>([
    ['irsa.mode is "read"', { mode: 'read' }],
    ['irsa.freeze.reason is empty', { freeze: { reason: ' ' } }],
    [
      'irsa.accounts[0].mode is',
      { accounts: [{ accountId: PROD, mode: 'x' }] },
    ],
    ['irsa.accounts[0].accountId is "1"', { accounts: [{ accountId: '1' }] }],
    [
      'which another entry already has',
      { accounts: [{ accountId: PROD }, { accountId: PROD }] },
    ],
  ])('are rejected: %s', (message, irsa) => {
    expect(() => read(irsa)).toThrow(message);
  });
});
