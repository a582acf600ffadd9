import { migratedDatabases } from '../../../__testUtils__/databases';
import { foundOf } from '../../../__testUtils__/foundOf';
import { ServiceAccountStore } from '../../../serviceAccounts/ServiceAccountStore';
import { RoleHolderStore } from './RoleHolderStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const OWN = 'arn:aws:iam::111122223333:role/irsa/orders';
const TARGET = 'arn:aws:iam::444455556666:role/irsa/orders';

it.each(databases.eachSupportedId())(
  'finds who names a role as its own or as a target role on %p',
  async databaseId => {
    const knex = await databases.init(databaseId);
    await new ServiceAccountStore({
      knex,
      config: { clusters: [] },
    }).recordFinding(foundOf('verified'));
    const holders = new RoleHolderStore({ knex });
    const of = async (arn: string) =>
      (await holders.of(arn)).map(({ id }) => id);
    const [{ id }] = await knex('service_accounts');

    await knex('service_accounts').update({ role_arn: OWN });
    expect(await of(OWN)).toEqual([id]);
    expect(await of(TARGET)).toEqual([]);

    await knex('service_accounts').update({
      association: JSON.stringify({ roleArn: OWN, targetRoleArn: TARGET }),
    });
    expect(await of(OWN)).toEqual([id]);
    expect(await of(TARGET)).toEqual([id]);
    expect(await of(`${TARGET}-other`)).toEqual([]);

    await knex('service_accounts').update({
      association: JSON.stringify({ roleArn: `${OWN}-2` }),
    });
    for (const arn of [OWN, `${OWN}-2`]) {
      expect(await of(arn)).toEqual([id]);
      for (const asked of [
        { roleArns: [arn] },
        { accountId: '111122223333' },
      ]) {
        const stored: unknown[] = [];
        for await (const page of holders.pages(asked)) stored.push(...page);
        expect(stored).toMatchObject([{ id, roleArns: [OWN, `${OWN}-2`] }]);
      }
    }

    await knex('service_accounts').update({ deleted_at: '2026-01-01' });
    expect(await of(TARGET)).toEqual([]);
    await knex.destroy();
  },
);
