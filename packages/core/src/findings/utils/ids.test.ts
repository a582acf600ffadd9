import { anyCharacter } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import { serviceAccountId } from '../../model/serviceAccountRef';
import { findingId, rowId } from './ids';

describe('rowId', () => {
  it('equals the ID of the IAM service account for a ServiceAccount', () => {
    const ref = { cluster: 'prod-eu', namespace: 'production', name: 'orders' };
    expect(rowId('service-account', 'prod-eu', 'production', 'orders')).toBe(
      serviceAccountId(ref),
    );
  });

  it('differs between kinds, and between parts whose concatenation is the same', () => {
    const ids = [
      rowId('role', 'a', 'bc'),
      rowId('role', 'ab', 'c'),
      rowId('role', 'abc'),
      rowId('node-role', 'a', 'bc'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is short and safe in a URL for any parts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: anyCharacter })), parts => {
        expect(rowId('role', ...parts)).toMatch(/^[\w-]{1,64}$/);
      }),
    );
  });
});

describe('IDs of one location', () => {
  const placeOf = (id: string) => id.slice(0, 4);
  const workload = rowId('workload', 'prod-eu', 'shop', 'deployment/cart', '');

  it('start with the same prefix in a namespace, including its findings', () => {
    const account = rowId('service-account', 'prod-eu', 'shop', 'cart');
    expect(placeOf(account)).toBe(placeOf(workload));
    expect(placeOf(findingId('a', 'workload', workload))).toBe(
      placeOf(workload),
    );
  });

  it('start with the same prefix in an account', () => {
    const [role, other, elsewhere] = [
      'arn:aws:iam::111122223333:role/irsa/cart',
      'arn:aws:iam::111122223333:role/search',
      'arn:aws:iam::222233334444:role/irsa/cart',
    ].map(arn => rowId('role', arn));
    expect(placeOf(role)).toBe(placeOf(other));
    expect(placeOf(role)).not.toBe(placeOf(elsewhere));
  });

  it('start with another prefix in another location', () => {
    const places = Array.from({ length: 1000 }, (_, at) =>
      placeOf(rowId('workload', 'prod-eu', `team-${at}`, 'deployment/cart')),
    );
    expect(new Set(places).size).toBeGreaterThan(990);
  });
});

describe('findingId', () => {
  it('differs between checks, subjects, and keys', () => {
    const ids = [
      findingId('a', 'role', '1'),
      findingId('a', 'role', '1', 'key'),
      findingId('a', 'role', '2'),
      findingId('a', 'node-role', '1'),
      findingId('b', 'role', '1'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(findingId('a', 'role', '1')).toBe(findingId('a', 'role', '1', ''));
  });
});
