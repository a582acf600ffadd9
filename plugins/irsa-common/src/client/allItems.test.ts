import { allItems } from './allItems';

describe('allItems', () => {
  it('reads all pages in order', async () => {
    const read = jest.fn(async ({ cursor }: { cursor?: string }) =>
      cursor ? { items: [3] } : { items: [1, 2], nextCursor: 'next' },
    );
    const items: number[] = [];
    for await (const item of allItems(read, 2)) items.push(item);
    expect(items).toEqual([1, 2, 3]);
    expect(read.mock.calls).toEqual([
      [{ cursor: undefined, limit: 2 }],
      [{ cursor: 'next', limit: 2 }],
    ]);
  });
});
