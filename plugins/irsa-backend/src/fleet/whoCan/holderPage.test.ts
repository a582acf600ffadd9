import { byKind, holderPage, type Holder } from './holderPage';

const person = (name: string): Holder => ({
  ...{ kind: 'people', name, via: [], principalId: 'role' },
  id: `prod-eu ${name}`,
});

describe('holderPage', () => {
  it('returns each holder once, with cursors that the API accepts, however long their names are', () => {
    // Kubernetes does not limit the names of users and groups.
    const prefix = '\u0001'.repeat(5000);
    const holders = ['a', `${prefix}a`, `${prefix}b`, `${prefix}c`]
      .map(person)
      .sort(byKind);
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = holderPage(holders, { cursor, limit: 1 });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
      expect((cursor ?? '').length).toBeLessThanOrEqual(4000);
    } while (cursor !== undefined);
    expect(names).toEqual(holders.map(({ name }) => name));
    expect(new Set(names).size).toBe(4);
  });
});
