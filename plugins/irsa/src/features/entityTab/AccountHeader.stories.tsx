import type { Cluster } from '@backstage-irsa/core/model';
import { screen } from '@testing-library/react';
import { clusters } from '../../../dev/fixtures/clusters';
import { OWNER } from '../../../dev/fixtures/entities';
import { drifted } from '../../../dev/fixtures/serviceAccounts';
import { isOffered } from '../../__testUtils__/othersThanOwners';
import { tabReading } from '../../__testUtils__/renderTab';
import { refusedIn } from './refusedIn';

const renderTab = tabReading('chain');

const [prod] = clusters;
const ours = { ...drifted, drift: [], owner: OWNER };
const VERIFY = 'Verify now';
const MIGRATE = 'Migrate to EKS Pod Identity…';
const HAND_OVER = 'Hand over to Git…';
const CUT_OFF = 'Cut off access…';
const REMOVE = 'Remove AWS access…';
const ACTIONS = [MIGRATE, HAND_OVER, CUT_OFF, REMOVE];
const NOTES = ['Observe mode', 'Pull-request mode', 'Changes are frozen'];
const MANAGED = { items: [], mayRequest: false, mayManage: true };

/** Returns the offered buttons of the header, once it is shown. */
async function offered(): Promise<string[]> {
  await isOffered({ name: VERIFY });
  return ACTIONS.filter(name => screen.queryByRole('button', { name }));
}

describe('the actions of an account', () => {
  it.each([
    ['are offered to administrators', MANAGED, ACTIONS],
    ['are not offered to other readers', { ...MANAGED, mayManage: false }, []],
  ])('%s who do not own the account', async (_, transfers, expected) => {
    renderTab([{ ...ours, owner: 'group:default/others' }], {
      ownership: [],
      transfers,
    });
    expect(await offered()).toEqual(expected);
  });

  it.each<[Partial<Cluster>, string[], string[]]>([
    [{ mode: 'observe' }, ['Observe mode'], []],
    [{ mode: 'pull-request' }, ['Pull-request mode'], [HAND_OVER]],
    [
      { freeze: { reason: 'Year-end.' } },
      ['Changes are frozen'],
      [HAND_OVER, CUT_OFF],
    ],
    [{}, [], ACTIONS],
  ])('are those that %j allows', async (change, notes, expected) => {
    renderTab([ours], {
      clusters: [{ ...prod, ...change }],
      transfers: MANAGED,
    });
    expect(await offered()).toEqual(expected);
    expect(NOTES.filter(one => screen.queryByText(one))).toEqual(notes);
  });
});

describe('refusedIn', () => {
  const { spec } = ours;

  it('refuses nothing while the cluster is not known', () => {
    expect(refusedIn(undefined, ours)).toEqual({
      writes: false,
      handOvers: false,
      cutOffs: false,
    });
  });

  it.each([
    ['of the cluster', prod.accountId, true],
    ['of another mode', '444455556666', false],
  ])(
    'knows whether a role in an account %s cannot be cut off',
    (_, accountId, cutOffs) => {
      expect(
        refusedIn(
          { ...prod, mode: 'observe' },
          { spec: spec && { ...spec, accountId } },
        ),
      ).toEqual({ writes: true, handOvers: true, cutOffs });
    },
  );
});
