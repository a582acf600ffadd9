import { entityNameOf } from './entityName';

const nameOf = (name: string, accountId = '111122223333') =>
  entityNameOf({ name, arn: `arn:aws:iam::${accountId}:role/${name}` });

describe('the name of an entity', () => {
  it.each([
    ['orders', /^orders-[0-9a-f]{16}$/],
    ['Orders_Prod@eu', /^orders-prod-eu-[0-9a-f]{16}$/],
    ['+=,.@-', /^[0-9a-f]{16}$/],
    ['-a-', /^a-[0-9a-f]{16}$/],
    ['x'.repeat(64), /^x{46}-[0-9a-f]{16}$/],
    [`${'x'.repeat(45)}--y`, /^x{45}-[0-9a-f]{16}$/],
  ])('is valid for the role %s', (name, expected) => {
    expect(nameOf(name)).toMatch(expected);
    expect(nameOf(name)).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });

  it('is stable for each role and differs between roles', () => {
    expect(nameOf('orders')).toBe(nameOf('orders'));
    const names = [
      nameOf('orders'),
      nameOf('Orders'),
      nameOf('orders', '444455556666'),
    ];
    expect(new Set(names).size).toBe(3);
  });
});
