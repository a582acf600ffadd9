import { columnsOf } from './columnsOf';

describe('columnsOf', () => {
  it('lists the properties in order, the ID last', () => {
    const columns = columnsOf('AccessReviewItem');
    expect(columns.slice(0, 3)).toEqual(['cluster', 'namespace', 'name']);
    expect(columns.filter(column => column === 'id')).toHaveLength(1);
    expect(columns.at(-1)).toBe('id');
  });

  it('lists the properties of inner objects by path', () => {
    expect(columnsOf('Change')).toEqual(
      expect.arrayContaining(['serviceAccount.cluster', 'startedAt']),
    );
    expect(columnsOf('Change')).not.toContain('serviceAccount');
  });
});
