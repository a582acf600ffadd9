import { mockServices } from '@backstage/backend-test-utils';
import { migratedDatabases } from '../../__testUtils__/databases';
import { ChangeLog } from './ChangeLog';
import { ChangeStore } from './ChangeStore';
import { pseudonymsWith } from './pseudonyms';

const databases = migratedDatabases();

describe('the names of users in recorded changes', () => {
  it('are replaced in every field, except in ARNs', async () => {
    const knex = await databases.init('SQLITE_3');
    const nameUser = pseudonymsWith('a-secret-of-at-least-32-characters');
    const log = new ChangeLog({
      auditor: mockServices.auditor.mock(),
      logger: mockServices.logger.mock(),
      nameUser,
      store: new ChangeStore({ knex }),
    });
    const arn = 'arn:aws:elasticache:eu-west-1:111122223333:user:a/eve';
    const write = log.record(
      {
        action: 'finding-reopen',
        requester: 'user:default/Ada',
        reason: 'Asked by user:default/bob.',
        owner: 'group:default/team',
      },
      {
        action: 'update',
        target: { kind: 'ownership', name: 'user:default/eve' },
        summary: 'Transfer the ownership to user:default/eve.smith',
        diff: [
          { field: 'acceptance', before: { by: 'user:default/ada', arn } },
          // A document within a text.
          {
            field: 'tags',
            after: JSON.stringify({ owner: '\tuser:default/max' }),
          },
        ],
      },
      async () => {
        throw new Error(
          'Denied: user:default/eve is no owner.\nuser:default/kim\u0001user:default/lee',
        );
      },
    );
    await expect(write).rejects.toThrow('user:default/eve is no owner');
    const stored = JSON.stringify([
      await knex('changes'),
      await knex('change_writes'),
      await knex('change_results'),
    ]);
    expect(stored).not.toMatch(/user:default/i);
    expect(stored).toContain('group:default/team');
    expect(stored).toContain(arn);
    for (const name of [
      'ada',
      'bob',
      'eve',
      'eve.smith',
      'kim',
      'lee',
      'max',
    ]) {
      expect(stored).toContain(nameUser(`user:default/${name}`));
    }
    await knex.destroy();
  });
});
