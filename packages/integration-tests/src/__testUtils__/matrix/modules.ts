import type { EntryPoint } from './types';

const low = (id: string) => ({ id, severity: 'low' });

/** The entry points that read data themselves and show it to users: the search index, and the roles in the catalog. */
export const MODULE_ENTRY_POINTS: EntryPoint[] = [
  {
    name: 'search for documents of type irsa',
    // The search calls the permission backend directly, not the plugin's routes.
    events: [],
    outcomes: {
      anonymous: { status: 401 },
      service: { status: 200, tells: ['own', 'others'] },
      without: { status: 200, tells: [] },
      own: { status: 200, tells: ['own'] },
      others: { status: 200, tells: ['own'] },
      with: { status: 200, tells: ['own', 'others'] },
    },
    marks: { own: 'payments/ledger', others: 'shop/orders in prod-eu' },
    ask: (stage, caller) => stage.search(caller),
  },
  {
    name: 'roles in the catalog',
    events: [low('scope-fetch'), low('fleet-fetch'), low('role-fetch')],
    outcomes: { service: { status: 200, tells: ['own', 'others'] } },
    marks: { own: 'role/ledger', others: 'role/shared' },
    ask: stage => stage.fillCatalog(),
  },
];
