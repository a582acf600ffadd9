import { mockCredentials } from '@backstage/backend-test-utils';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { unseenServiceAccount } from '../serviceAccounts/toServiceAccount';
import { Readers } from './Readers';

const CARD = 'component:default/card';
const TEAM = 'group:default/team';

const account = (name: string, of: Partial<IamServiceAccount>) => ({
  ...unseenServiceAccount(
    { cluster: 'prod-eu', namespace: 'shop', name },
    { clusters: [] },
  ),
  ...of,
});

const ofCard = account('of-card', { entityRef: CARD, owner: 'group:x/other' });
const ofTeam = account('of-team', { entityRef: null, owner: TEAM });
const hidden = account('hidden', {
  entityRef: 'component:default/hidden',
  owner: 'group:default/other',
});
const ofNobody = account('of-nobody', {});

/** Returns the names that the card of an entity shows to a member of the team, and the number of requests for the groups of the member. */
async function shownOnCard(accounts: IamServiceAccount[]) {
  let requests = 0;
  const options = {
    access: {
      caller: async () => {
        requests += 1;
        return { ownershipEntityRefs: [TEAM] };
      },
      visibleEntities: async () => [],
      mayUse: () => false,
    },
    authorizer: { has: async () => false },
    config: { administrators: [], fleet: {} },
    memberships: { groupsOf: async () => [] },
  };
  const readers = new Readers(
    // Only what `shown` uses.
    options as unknown as ConstructorParameters<typeof Readers>[0],
  );
  const shown = await readers.shown(accounts, mockCredentials.user(), [CARD]);
  return { names: shown.map(({ name }) => name), requests };
}

it.each([
  ['nothing', [], [], 0],
  ['only those of the entity', [ofCard], ['of-card'], 0],
  ['one of the team', [ofCard, ofTeam], ['of-card', 'of-team'], 1],
  ['one of a hidden entity', [ofCard, hidden], ['of-card'], 1],
  ['one of nobody, in a namespace of others', [ofNobody], [], 1],
])(
  'a card with %s shows what the caller may see, and asks for the groups only if they matter',
  async (_, accounts, names, requests) => {
    expect(await shownOnCard(accounts)).toEqual({ names, requests });
  },
);
