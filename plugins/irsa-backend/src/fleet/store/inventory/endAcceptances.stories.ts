import type { AssessedFinding } from '@backstage-irsa/core/findings';
import type { Knex } from 'knex';
import { changesOf } from '../../../__testUtils__/changesOf';
import { migratedDatabases } from '../../../__testUtils__/databases';
import { ChangeReader } from '../../../authorization/audit/ChangeReader';
import { OperationStore } from '../../../serviceAccounts/OperationStore';
import { AcceptanceStore } from '../AcceptanceStore';
import { ServiceAccountScanStore } from '../ServiceAccountScanStore';
import { FindingStore } from './FindingStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const SCOPE = 'account:111122223333';
const NO_PAGE = {
  ...{ serviceAccounts: [], places: [], states: [] },
  policySets: new Map(),
};
const LATER = new Date(Date.now() + 60_000).toISOString();
const PAST = new Date(Date.now() - 60_000).toISOString();

type Severity = AssessedFinding['severity'];

function wrong(severityInUse: Severity, extent?: string[]): AssessedFinding {
  return {
    ...{ id: 'f', check: 'shared-role', title: 'The role is shared' },
    ...{ severity: 'low', severityInUse, severityReasons: [] },
    ...{ message: 'Two have it.', evidence: 'inferred', remediation: null },
    ...(extent && { extent }),
    subject: {
      ...{ kind: 'role', id: 'r', name: 'shared' },
      accountId: '111122223333',
    },
    entityRef: 'component:default/orders',
    owners: ['group:default/team'],
  };
}

describe.each(databases.eachSupportedId())(
  'the end of acceptances on %p',
  databaseId => {
    let knex: Knex;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });
    afterEach(() => knex.destroy());

    const scan = async (
      severity: Severity,
      {
        isPaged = false,
        extent,
      }: { isPaged?: boolean; extent?: string[] } = {},
    ) => {
      const at = new Date().toISOString();
      const changes = changesOf(knex);
      const findings = await new FindingStore({ knex, changes }).begin(
        SCOPE,
        at,
      );
      findings.take([wrong(severity, extent)]);
      if (isPaged) {
        const where = { scope: SCOPE, since: at, at, findings };
        await new ServiceAccountScanStore({ knex }).record(NO_PAGE, where);
      }
      await findings.finish(() => false);
    };
    const accept = async (until: string) => {
      const at = new Date(Date.now() - 120_000).toISOString();
      const acceptance = { by: 'user:default/ada', reason: 'It ends soon.' };
      await new AcceptanceStore({ knex }).accept(wrong('medium'), {
        ...{ ...acceptance, at, until },
      });
      return { ...acceptance, at, until };
    };
    const recorded = async () => {
      const reader = new ChangeReader({
        ...{ knex, nameUser: (ref: string) => ref },
        operations: new OperationStore({ knex }),
      });
      const { items } = await reader.page({}, { limit: 9 });
      return Promise.all(items.map(({ id }) => reader.get(id)));
    };

    it('is not needed if the finding was raised, changed or resolved before it was accepted', async () => {
      await scan('high');
      await expect(accept(LATER)).rejects.toThrow(
        'The finding changed in the meantime',
      );
      await scan('medium');
      await knex('findings').update({ message: 'Three have it.' });
      await expect(accept(LATER)).rejects.toThrow(
        'The finding changed in the meantime',
      );
      await knex('findings').update({ message: 'Two have it.' });
      await knex('findings').update({ resolved_at: LATER });
      await expect(accept(LATER)).rejects.toThrow(
        'The finding changed in the meantime',
      );
      expect(await knex('findings').pluck('accepted_by')).toEqual([null]);
    });

    it.each([[false], [true]])(
      'is recorded once when the severity rises, if the scan also writes a page: %p',
      async isPaged => {
        await scan('medium');
        const acceptance = await accept(LATER);
        await scan('high', { isPaged });
        await scan('high', { isPaged });
        await scan('critical', { isPaged });
        expect(await recorded()).toEqual([
          expect.objectContaining({
            action: 'finding-reopen',
            requester: 'plugin:irsa',
            reason: 'The severity rose from medium to high.',
            findingId: 'f',
            entityRef: 'component:default/orders',
            owner: 'group:default/team',
            result: 'succeeded',
            writes: [
              expect.objectContaining({
                summary: 'Reopen finding: The role is shared',
                result: 'succeeded',
              }),
            ],
          }),
        ]);
        const [change] = await recorded();
        expect(JSON.stringify(change)).toContain(acceptance.until);
        expect(JSON.stringify(change)).toContain(acceptance.by);
        const row = await knex('findings').first();
        expect(row).toMatchObject({ accepted_by: null, accepted_until: null });
      },
    );

    it.each([[false], [true]])(
      'comes when the finding covers more than was accepted, if the scan also writes a page: %p',
      async isPaged => {
        await scan('medium', { extent: ['sqs:*'] });
        await accept(LATER);
        await scan('medium', { isPaged, extent: ['sqs:*', 'sns:*', 's3:*'] });
        expect(await recorded()).toEqual([
          expect.objectContaining({
            action: 'finding-reopen',
            reason: 'It covers more than was accepted: sns:*, s3:*.',
          }),
        ]);
        const row = await knex('findings').first();
        expect(row).toMatchObject({
          ...{ accepted_by: null, accepted_until: null, accepted_extent: null },
        });
      },
    );

    it('does not come when the finding covers less, or again as much as was accepted', async () => {
      const all = ['sqs:*', 'sns:*'];
      await scan('medium', { extent: all });
      const { until } = await accept(LATER);
      const accepted = () => knex('findings').pluck('accepted_until');
      for (const extent of [['sns:*'], ['sns:Publish'], all]) {
        await scan('medium', { extent });
        expect(await accepted()).toEqual([until]);
      }
      await knex('findings').update({ resolved_at: LATER });
      await scan('medium', { extent: all });
      expect(await accepted()).toEqual([until]);
      expect(await recorded()).toEqual([]);
    });

    it('comes when a finding returns and covers more', async () => {
      await scan('medium', { extent: ['sqs:*'] });
      await accept(LATER);
      await knex('findings').update({ resolved_at: LATER });
      await scan('medium', { extent: ['sns:*'] });
      expect(await knex('findings').pluck('accepted_until')).toEqual([null]);
    });

    it('does not spare a finding that was accepted while the scan wrote that it covers more', async () => {
      await scan('medium', { extent: ['sqs:*'] });
      const at = new Date().toISOString();
      const findings = await new FindingStore({
        ...{ knex, changes: changesOf(knex) },
      }).begin(SCOPE, at);
      findings.take([wrong('medium', ['sqs:*', 'sns:*'])]);
      await findings.endAcceptances();
      await accept(LATER);
      await findings.flush();
      expect(await knex('findings').pluck('accepted_until')).toEqual([null]);
    });

    it.each<[string, Severity, string]>([
      ['the severity falls', 'low', LATER],
      ['the severity stays the same', 'medium', LATER],
      ['the acceptance has already expired', 'high', PAST],
    ])('is not recorded when %s', async (_, severity, until) => {
      await scan('medium');
      await accept(until);
      await scan(severity);
      expect(await recorded()).toEqual([]);
    });
  },
);
