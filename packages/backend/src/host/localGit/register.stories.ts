import type { Entity } from '@backstage/catalog-model';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createLocalRegisterAction } from './registerAction';

const entityRef = 'component:default/orders';
const catalogInfoUrl = 'http://localhost:7007/orders/catalog-info.yaml';
const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};
/** More than any machine takes. */
const ENOUGH = { pause: 1, limit: 60_000 };

function run(
  catalog: ReturnType<typeof catalogServiceMock.mock>,
  input = { entityRef, catalogInfoUrl },
  waits = ENOUGH,
) {
  return createLocalRegisterAction(catalog, waits).handler(
    createMockActionContext({ input }),
  );
}

describe('local-git:register', () => {
  it('ends when the catalog has processed the location', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(undefined)
      .mockResolvedValue(orders);
    await run(catalog);
    expect(catalog.addLocation).toHaveBeenCalledTimes(1);
    expect(catalog.addLocation.mock.calls[0][0]).toEqual({
      type: 'url',
      target: catalogInfoUrl,
    });
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(4);
  });

  it('registers nothing twice, but has the entity read again', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockResolvedValue(orders);
    await run(catalog);
    expect(catalog.addLocation).not.toHaveBeenCalled();
    expect(catalog.refreshEntity).toHaveBeenCalledTimes(1);
  });

  it('goes on when a run that was cut off has registered the location', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef
      .mockResolvedValueOnce(undefined)
      .mockResolvedValue(orders);
    catalog.addLocation.mockRejectedValue(new ConflictError('It exists'));
    await expect(run(catalog)).resolves.toBeUndefined();
  });

  it('fails as the catalog does', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockResolvedValue(undefined);
    catalog.addLocation.mockRejectedValue(new NotAllowedError('Not yours'));
    await expect(run(catalog)).rejects.toThrow('Not yours');
  });

  it('says so when the catalog does not get it in time', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockResolvedValue(undefined);
    await expect(
      run(catalog, undefined, { pause: 1, limit: 50 }),
    ).rejects.toThrow(
      'component:default/orders was registered from http://localhost:7007/orders/catalog-info.yaml, but was not in the catalog',
    );
  });

  it('refuses what is no URL before it asks the catalog', async () => {
    const catalog = catalogServiceMock.mock();
    await expect(
      run(catalog, { entityRef, catalogInfoUrl: 'catalog-info.yaml' }),
    ).rejects.toThrow('catalogInfoUrl is not a URL');
    expect(catalog.getEntityByRef).not.toHaveBeenCalled();
  });
});
