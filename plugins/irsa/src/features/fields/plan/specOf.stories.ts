import { specOf } from './specOf';

const where = { cluster: 'prod-eu', namespace: 'shop' };

describe('the spec of a form', () => {
  it.each([
    ['orders', 'component:default/orders'],
    ['component:orders', 'component:default/orders'],
    ['system:shop/orders', 'system:shop/orders'],
  ])('expands %s to a complete reference', (component, entityRef) => {
    expect(specOf({ ...where, component })).toEqual({
      ...where,
      ...{ entityRef, name: 'orders', grants: [] },
    });
  });

  it('reads the component and grants from the configured fields', () => {
    const form = { ...where, name: 'orders', access: 'read', bucket: 'files' };
    const grant = { service: 's3', accessField: 'access' };
    const fields = {
      component: 'name',
      grants: [
        { ...grant, resourceField: 'bucket' },
        { ...grant, resourceField: 'none' },
      ],
    };
    expect(specOf(form, fields)).toMatchObject({
      entityRef: 'component:default/orders',
      grants: [{ service: 's3', access: 'read', resource: 'files' }],
    });
  });

  it('ignores empty rows', () => {
    const grants = [null, {}, { service: 's3', access: 'read', resource: 'a' }];
    const spec = specOf({ ...where, component: 'orders', grants });
    expect(spec?.grants).toEqual(grants.slice(2));
  });

  it.each([
    ['pod-identity', 'pod-identity'],
    ['irsa', 'irsa'],
    ['other', undefined],
    [undefined, undefined],
  ])('maps mechanism %s to %s', (mechanism, asked) => {
    const spec = specOf({ ...where, component: 'orders', mechanism });
    expect(spec?.mechanism).toBe(asked);
  });
});
