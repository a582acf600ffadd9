import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { auditLog } from '../__testUtils__/auditLog';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/specs';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('changes', () => {
  const auditor = auditLog();
  let host: TestHost;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    host = await startTestHost({
      features: [
        auditor.factory,
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => mockServices.database({ knex }),
        }),
      ],
    });
  });
  afterAll(() => host?.stop());

  it('of AWS and a cluster stay after the deletion, each write with its request ID', async () => {
    const at = new Date();
    const { body, status } = await host.put(specOf());
    expect(status).toBe(200);
    await host.delete(`/service-accounts/${body.serviceAccount.id}`);
    const changes = await knex('changes').orderBy('started_at');
    expect(changes.map(({ action }) => action)).toEqual(['apply', 'delete']);
    const results = await knex('change_results');
    expect(results.map(({ result }) => result)).toEqual(
      results.map(() => 'succeeded'),
    );
    const requests = results.flatMap(row => JSON.parse(row.requests));
    const made = host.sandbox.world.calls
      .since(at)
      .filter(({ write, service }) => write && service !== 'kubernetes')
      .map(({ operation }) => operation);
    expect(requests.map(({ operation }) => operation)).toEqual(made);
  });
});
