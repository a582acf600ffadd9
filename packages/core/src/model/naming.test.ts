import fc from 'fast-check';
import { isNamespaceName, isServiceAccountName } from './kubernetes/names';
import { CLUSTER } from '../__testUtils__/observed';
import { clusterArn, iamArn, ROLE_NAME_LENGTH, roleNameOf } from './awsNames';
import { hashPartsHex } from './hash';
import { serviceAccountId } from './serviceAccountRef';

const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);

describe('generated names', () => {
  it('use the partition of the region', () => {
    expect(clusterArn(CLUSTER)).toBe(
      'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
    );
    expect(clusterArn({ ...CLUSTER, region: 'cn-north-1' })).toBe(
      'arn:aws-cn:eks:cn-north-1:111122223333:cluster/prod-eu',
    );
    expect(
      iamArn({ ...CLUSTER, region: 'us-gov-west-1' }, 'role', '/irsa/', 'x'),
    ).toBe('arn:aws-us-gov:iam::111122223333:role/irsa/x');
  });

  it('meet the limits of IAM for any ServiceAccount name', () => {
    fc.assert(
      fc.property(
        label,
        fc.array(label, { minLength: 1, maxLength: 3 }),
        (namespace, parts) => {
          const name = parts.join('.');
          fc.pre(isNamespaceName(namespace) && isServiceAccountName(name));
          const role = roleNameOf(CLUSTER, namespace, name);
          expect(role).toMatch(/^[\w+=,.@-]+-[0-9a-f]{10}$/);
          expect(role.length).toBeLessThanOrEqual(ROLE_NAME_LENGTH);
          expect(roleNameOf(CLUSTER, namespace, name)).toBe(role);
        },
      ),
    );
  });

  it('differ when namespace and name are split differently', () => {
    expect(roleNameOf(CLUSTER, 'team-a', 'b')).not.toBe(
      roleNameOf(CLUSTER, 'team', 'a-b'),
    );
    expect(roleNameOf(CLUSTER, 'a', 'orders')).not.toBe(
      roleNameOf(CLUSTER, 'b', 'orders'),
    );
    expect(roleNameOf({ ...CLUSTER, region: 'eu-west-2' }, 'a', 'b')).not.toBe(
      roleNameOf(CLUSTER, 'a', 'b'),
    );
  });

  it('have different hashes for different lists of parts', () => {
    const parts = fc.array(fc.constantFrom('', 'a', 'aa', '/', 'a/', '\0'), {
      maxLength: 3,
    });
    fc.assert(
      // Many of these lists are the same text when they are joined.
      fc.property(parts, parts, (a, b) => {
        expect(hashPartsHex(a) === hashPartsHex(b)).toBe(
          JSON.stringify(a) === JSON.stringify(b),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('produce a stable, URL-safe ID', () => {
    const ref = { cluster: 'prod-eu', namespace: 'production', name: 'orders' };
    expect(serviceAccountId(ref)).toMatch(/^[A-Za-z0-9_-]{24}$/);
    expect(serviceAccountId(ref)).toBe(serviceAccountId({ ...ref }));
    expect(serviceAccountId({ ...ref, cluster: 'prod' })).not.toBe(
      serviceAccountId(ref),
    );
  });
});
