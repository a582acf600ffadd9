import { evaluate } from '@backstage-irsa/iam-policy';
import { serviceControls } from '../../aws/access/controls';
import { rolePolicies } from '../../aws/access/policies';
import { policySize } from '../../aws/iam/quotas';
import { resourceSide } from '../../aws/access/resourceSide';
import { shownBucketPolicy } from '../../aws/s3/bucketPolicies';
import type { World } from '../../state/world';
import { makeCompany } from '..';
import { HEALTHY, plant } from '../__testUtils__/look';
import { statementsIn } from '../iam';
import { findService } from '../service';

const BUCKET = 'orders-uploads';

describe('the effect of a fault on the role and its policies', () => {
  let world: World;

  beforeEach(async () => {
    world = await makeCompany();
  });

  /** Returns the decision for an action of the role on its bucket. */
  const decide = (action = 's3:PutObject') => {
    const { account, role } = findService(world, HEALTHY);
    const resource = `arn:aws:s3:::${BUCKET}${
      action === 's3:ListBucket' ? '' : '/a'
    }`;
    return evaluate({
      ...resourceSide(world, { action, resource }),
      principal: {
        kind: 'session',
        arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/x`,
        roleArn: role.arn,
      },
      action,
      resource,
      context: {
        'aws:PrincipalArn': role.arn,
        'aws:RequestedRegion': 'eu-west-1',
      },
      identityPolicies: rolePolicies(account, role),
      serviceControlPolicies: serviceControls(world, account),
    });
  };

  it('without a fault: all required actions are allowed', () => {
    expect(decide().decision).toBe('Allowed');
    expect(decide('s3:ListBucket').decision).toBe('Allowed');
  });

  it('role-recreated', () => {
    const { role: before } = findService(world, HEALTHY);
    plant(world, 'role-recreated');
    const { role } = findService(world, HEALTHY);
    const bucket = world.buckets.get(BUCKET);
    expect(role.arn).toBe(before.arn);
    expect(role.id).not.toBe(before.id);
    expect(bucket && shownBucketPolicy(world, bucket)).toContain(
      `"Principal":{"AWS":"${before.id}"}`,
    );
  });

  it('trust-policy-full, with space after the subjects are merged into one statement', () => {
    plant(world, 'trust-policy-full');
    const { role } = findService(world, HEALTHY);
    const size = policySize(role.trustPolicy);
    expect(size).toBeGreaterThan(2048 - 60);
    expect(size).toBeLessThanOrEqual(2048);
    const statements = statementsIn(role.trustPolicy);
    const shapes = statements.map(statement =>
      JSON.stringify(statement).replace(/system:serviceaccount:[^"]*/, ''),
    );
    expect(new Set(shapes).size).toBe(1);
    expect(new Set(statements.map(s => JSON.stringify(s))).size).toBe(
      statements.length,
    );
    const subjects = role.trustPolicy.match(/system:serviceaccount:[^"]*/g);
    const merged = JSON.stringify(statements[0]).replace(
      /"system:serviceaccount:[^"]*"/,
      JSON.stringify(subjects),
    );
    expect(policySize(merged)).toBeLessThan(2048 - 400);
  });

  it('policies-full, with several similar policies', () => {
    plant(world, 'policies-full');
    const { account, role } = findService(world, HEALTHY);
    const documents = role.attachedPolicyArns.map(
      arn => account.policies.get(arn)?.versions[0].document,
    );
    expect(documents).toHaveLength(10);
    expect(new Set(documents).size).toBe(1);
  });

  it('kms-key-denies: the key policy delegates to IAM, and the policies show no fault', () => {
    plant(world, 'kms-key-denies');
    const { account } = findService(world, HEALTHY);
    const encryption = world.buckets.get(BUCKET)?.encryption;
    expect(encryption).toMatchObject({ algorithm: 'aws:kms', bucketKey: true });
    const key = [...account.keys.values()].find(
      ({ arn }) => arn === encryption?.keyId,
    );
    expect(key?.policy).toContain(`arn:aws:iam::${account.id}:root`);
    expect(decide().decision).toBe('Allowed');
  });

  it('action-not-allowed: listing is still allowed', () => {
    plant(world, 'action-not-allowed');
    expect(decide().decision).toBe('ImplicitlyDenied');
    expect(decide('s3:ListBucket').decision).toBe('Allowed');
  });

  it.each([
    ['organization-denies', 'service-control'],
    ['resource-policy-denies', 'resource'],
  ])('%s', (fault, layer) => {
    plant(world, fault);
    expect(decide().blockedBy).toMatchObject([
      { cause: 'explicit-deny', layer },
    ]);
  });
});
