import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogReader } from './CatalogReader';

describe('the catalog data of scans', () => {
  it('is read at most once a minute for scheduled scans and every 2 seconds for requested scans, and less often if the catalog is slow', async () => {
    const clock = jest.spyOn(Date, 'now');
    const at = (second: number) => clock.mockReturnValue(second * 1000);
    const catalog = catalogServiceMock({ entities: [] });
    const reads = jest.spyOn(catalog, 'streamEntities');
    const reader = new CatalogReader({
      ...{ auth: mockServices.auth(), catalog },
      config: { clusters: [], namespaceRules: [] },
    });
    const readsAt = async (second: number, isRequested?: boolean) => {
      at(second);
      const before = reads.mock.calls.length;
      await reader.index(isRequested);
      return reads.mock.calls.length - before;
    };
    expect(await readsAt(0)).toBe(1);
    expect(await readsAt(1, true)).toBe(0);
    expect(await readsAt(3, true)).toBe(1);
    expect(await readsAt(62)).toBe(0);
    expect(await readsAt(64)).toBe(1);

    // The catalog takes 3 seconds to read.
    reads.mockImplementation(async function* slowly() {
      at(133);
      yield [];
    });
    expect(await readsAt(130)).toBe(1);
    expect(await readsAt(279)).toBe(0);
    expect(await readsAt(280)).toBe(1);
    expect(await readsAt(283, true)).toBe(1);
    clock.mockRestore();
  });
});
