import { specOf } from './specOf';

const where = { cluster: 'prod-eu', namespace: 'shop' };

describe('the spec of a form', () => {
  it.each([
    ['orders', 'component:default/orders'],
    ['component:orders', 'component:default/orders'],
    ['system:shop/orders', 'system:shop/orders'],
  ])('names %s in full', (component, entityRef) => {
    expect(specOf({ ...where, component })).toEqual({
      ...where,
      ...{ entityRef, name: 'orders', grants: [] },
    });
  });

  it('reads component and grants from the fields that it is told', () => {
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

  it('passes over rows that say nothing', () => {
    const grants = [null, {}, { service: 's3', access: 'read', resource: 'a' }];
    const spec = specOf({ ...where, component: 'orders', grants });
    expect(spec?.grants).toEqual(grants.slice(2));
  });

  it.each([
    ['pod-identity', 'pod-identity'],
    ['irsa', 'irsa'],
    ['other', undefined],
    [undefined, undefined],
  ])('with mechanism %s asks for %s', (mechanism, asked) => {
    const spec = specOf({ ...where, component: 'orders', mechanism });
    expect(spec?.mechanism).toBe(asked);
  });
});
