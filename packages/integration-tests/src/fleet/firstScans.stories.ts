import { TestDatabases } from '@backstage/backend-test-utils';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const CLUSTER = 'cluster:prod-eu';
const ACCOUNT = 'account:111122223333';

// The first scan of a cluster also scans its account.
describe.each([[[ACCOUNT, CLUSTER]], [[CLUSTER]]])(
  'the node roles after the first scans, of %s',
  scopes => {
    let host: ScanHost;

    beforeAll(async () => {
      host = await startScanHost(databases);
      await host.scan(...scopes);
    });
    afterAll(() => host?.stop());

    it('are node roles in the list of roles and in answers to who can', async () => {
      const nodeRoles: string[] = await host
        .knex('inventory_node_roles')
        .where({ scope: CLUSTER, deleted_at: null })
        .orderBy('arn')
        .pluck('arn');
      expect(nodeRoles.length).toBeGreaterThan(0);
      const { body: roles } = await host.get('/roles?limit=500');
      const { body: access } = await host.get(
        '/access?action=ec2:DescribeInstances&resource=*&kind=role&limit=500',
      );
      for (const list of [roles.items, access.items]) {
        const ofNodes = list
          .filter(({ use }: { use?: string }) => use === 'node')
          .map((one: { arn: string }) => one.arn)
          .sort();
        expect(ofNodes).toEqual(nodeRoles);
      }
      expect(
        await host
          .knex('inventory_principals')
          .whereIn('arn', nodeRoles)
          .where({ deleted_at: null }),
      ).toEqual([]);
    });

    it.each(['GetRole', 'GetPolicyVersion'])(
      'are read without asking twice for the same %s',
      operation => {
        const read = host.sandbox.world.calls
          .all()
          .filter(call => call.operation === operation)
          .flatMap(({ accesses = [] }) => accesses)
          .map(access => access?.resource);
        expect(read.length).toBeGreaterThan(0);
        expect(read.sort()).toEqual([...new Set(read)]);
      },
    );
  },
);
