import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { migratedDatabases } from '../../__testUtils__/databases';
import { CutOffStore } from '../../serviceAccounts/cutOffs/CutOffStore';
import { RoleLeaseStore } from '../../serviceAccounts/RoleLeaseStore';
import { CutOffs } from './CutOffs';

jest.setTimeout(60_000);

const databases = migratedDatabases(['SQLITE_3']);

const roleOf = (name: string) => ({
  arn: `arn:aws:iam::111122223333:role/irsa/${name}`,
  region: 'eu-west-1',
  inlinePolicies: [],
  isShared: false,
});

it('cuts off a role that an apply created before it was stopped', async () => {
  const knex = await databases.init('SQLITE_3');
  const cutOffs = new CutOffStore({ knex });
  const there = [roleOf('before')];
  const written: string[] = [];
  const put = async (arn: string) => {
    written.push(arn);
    if (there.length === 1) there.push(roleOf('after'));
  };
  const account = { id: 'a' } as IamServiceAccount;
  const parts = {
    access: { requireOwner: async () => {} },
    changes: {
      track: (_: unknown, work: (change: object) => Promise<void>) =>
        work({ write: (__: unknown, write: () => Promise<void>) => write() }),
    },
    config: {},
    cutOffs,
    leases: new RoleLeaseStore({ knex }),
    logger: mockServices.logger.mock(),
    policies: { put },
    roles: { of: async () => [...there] },
    store: { get: async () => account },
    verifier: { showWritten: async () => {} },
  };
  const made = new CutOffs(
    parts as unknown as ConstructorParameters<typeof CutOffs>[0],
  );
  await made.cutOff(account, 'leaked', mockCredentials.user());
  const arns = there.map(({ arn }) => arn);
  expect(written).toEqual(arns);
  const recorded = await cutOffs.among(arns);
  expect(recorded.map(({ roleArn }) => roleArn).sort()).toEqual(arns.sort());
  await knex.destroy();
});
