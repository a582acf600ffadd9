import {
  GenerateServiceLastAccessedDetailsCommand,
  type GetServiceLastAccessedDetailsCommand,
  type IAMClient,
  IAMServiceException,
} from '@aws-sdk/client-iam';
import { migratedDatabases } from '../../../__testUtils__/databases';
import { ObservationStore } from '../../store/inventory/ObservationStore';
import { beginUses } from './serviceUses';

const databases = migratedDatabases(['SQLITE_3']);

const arnOf = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

/** An IAM client that rejects some calls and records the order of all calls. */
function iamOf(refusals: Record<string, string>) {
  const asked: string[] = [];
  const iam = {
    send: async ({
      input,
    }:
      | GenerateServiceLastAccessedDetailsCommand
      | GetServiceLastAccessedDetailsCommand) => {
      const call =
        'Arn' in input ? `begin ${input.Arn}` : `read ${input.JobId}`;
      asked.push(call);
      if (refusals[call]) {
        throw new IAMServiceException({
          name: refusals[call],
          message: call,
          $fault: 'client',
          $metadata: {},
        });
      }
      return 'Arn' in input
        ? { JobId: input.Arn }
        : {
            JobStatus: 'COMPLETED',
            ServicesLastAccessed: [{ ServiceNamespace: 's3' }],
          };
    },
  };
  return { iam: iam as never as IAMClient, asked };
}

describe('the last-accessed reports of a scan', () => {
  const scan = async (
    store: ObservationStore,
    refusals: Record<string, string> = {},
  ) => {
    const { iam, asked } = iamOf(refusals);
    const { uses, finish } = await beginUses({
      ...{ store, iam, scope: 'account:111122223333' },
      roleArns: ['orders', 'gone'].map(arnOf),
      at: '2026-01-02T12:00:00.000Z',
    });
    return { uses, asked, ...(await finish()) };
  };
  const storeOf = async () =>
    new ObservationStore({ knex: await databases.init('SQLITE_3') });

  it('are all requested before the first is read, and kept for the next scan', async () => {
    const store = await storeOf();
    const first = await scan(store, {
      [`begin ${arnOf('gone')}`]: 'NoSuchEntityException',
    });
    expect(first.asked).toEqual([
      `begin ${arnOf('orders')}`,
      `begin ${arnOf('gone')}`,
      `read ${arnOf('orders')}`,
    ]);
    expect(first.refused).toBeUndefined();
    expect(first.roleArns).toEqual([arnOf('orders')]);
    expect(first.uses.of(arnOf('orders')).state).toBe('unknown');

    const { uses, asked, roleArns } = await scan(store);
    expect(asked).toEqual([]);
    expect(roleArns).toEqual([]);
    expect(uses.of(arnOf('gone')).state).toBe('absent');
    expect(uses.of(arnOf('orders'))).toMatchObject({
      value: { uses: [{ service: 's3' }] },
    });
  });

  it('report the missing permission, and are requested again by the next scan', async () => {
    const store = await storeOf();
    const { refused } = await scan(store, {
      [`read ${arnOf('orders')}`]: 'AccessDenied',
    });
    expect(refused).toMatchObject({
      right: 'iam:GetServiceLastAccessedDetails',
    });
    expect((await scan(store)).asked).toContain(`begin ${arnOf('orders')}`);
  });
});
