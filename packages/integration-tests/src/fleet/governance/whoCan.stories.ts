import { handMadeFleet } from '../../__testUtils__/inventory/handMade';
import { handMadeHost } from '../../__testUtils__/inventory/handMadeHost';

const OBJECT = 'arn:aws:s3:::ledger-files/january';

describe('who can', () => {
  const fleet = handMadeHost();
  const { ids } = handMadeFleet();
  const ask = async (query: string) => {
    const { status, body } = await fleet().get(`/access?${query}`);
    expect(status).toBe(200);
    return body;
  };
  interface Holder {
    roleArn: string;
    decision: string;
    serviceAccount: { name: string; cluster: string } | null;
  }
  const held = ({ items }: { items: Holder[] }) =>
    items.map(({ roleArn, decision, serviceAccount: by }) => [
      roleArn.split('/')[1],
      by && `${by.cluster} ${by.name}`,
      decision,
    ]);

  it('delete an object: by policy, within the boundary, by anyone who has the role', async () => {
    const body = await ask(`action=s3:DeleteObject&resource=${OBJECT}`);
    expect(held(body)).toEqual([
      ['ledger', 'prod-eu ledger', 'allowed'],
      ['nobodys', null, 'allowed-if'],
      ['staging-orders', 'staging-eu orders', 'allowed'],
    ]);
    expect([body.total, body.roles]).toEqual([3, 4]);
    expect(body.items[1].conditions).toEqual([
      'but not when aws:SourceVpce is not vpce-2, or is absent',
    ]);
    expect(body.limitations).toEqual(
      expect.arrayContaining([
        expect.stringContaining('organization'),
        expect.stringContaining('in which account the resource is'),
      ]),
    );
  });

  it('send to a queue of another account, as far as their own side goes', async () => {
    const queue = 'arn:aws:sqs:eu-west-1:444455556666:orders';
    const body = await ask(`action=sqs:SendMessage&resource=${queue}`);
    expect(held(body)).toEqual(
      [
        ['nobodys', null, 'allowed'],
        ['shared', 'prod-eu cart', 'allowed-if'],
        ['shared', 'prod-eu orders', 'allowed-if'],
      ].sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
    );
    expect(body.limitations[0]).toBe(
      'The resource belongs to account 444455556666, the principal to account 111122223333, and no resource policy was given. That policy was not read: it has to allow it too.',
    );
  });

  it('is narrowed by cluster and account, and comes page by page', async () => {
    const query = `action=s3:GetObject&resource=${OBJECT}`;
    const staging = await ask(`${query}&cluster=staging-eu`);
    expect(held(staging)).toEqual([
      ['staging-orders', 'staging-eu orders', 'allowed'],
    ]);
    const prod = await ask(`${query}&account=111122223333`);
    expect(prod.total).toBe(4);
    const all: unknown[] = [];
    let cursor = '';
    do {
      const page = await ask(`${query}&limit=1${cursor}`);
      expect(page.total).toBe(5);
      all.push(...held(page));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor);
    expect(all).toEqual(held(await ask(query)));
  });

  it('is answered again after the next scan', async () => {
    const query = `action=dynamodb:GetItem&resource=arn:aws:dynamodb:eu-west-1:111122223333:table/a`;
    expect(held(await ask(query))).toEqual([['nobodys', null, 'allowed']]);
    await fleet()
      .knex('inventory_roles')
      .where({ id: ids.nobodysRole })
      .update({ policy_set: 'ledger' });
    const account = { id: 'account:111122223333' };
    const at = new Date().toISOString();
    await fleet()
      .knex('inventory_scopes')
      .where(account)
      .update({ completed_at: at });
    expect(held(await ask(query))).toEqual([]);
    await fleet()
      .knex('inventory_roles')
      .where({ id: ids.nobodysRole })
      .update({ policy_set: 'all' });
  });
});
