import { contextType } from './contextType';
import { callContext } from './simulationContext';

const ROLE = {
  arn: 'arn:aws:iam::111122223333:role/irsa/orders',
  tags: { team: 'orders' },
};

describe('the context of a simulated call', () => {
  it('describes the caller and the connection', () => {
    const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' };
    expect(callContext(ROLE, 'eu-west-1', request)).toEqual({
      'aws:RequestedRegion': 'eu-west-1',
      'aws:PrincipalArn': ROLE.arn,
      'aws:PrincipalAccount': '111122223333',
      'aws:PrincipalType': 'AssumedRole',
      'aws:SecureTransport': 'true',
      'aws:ViaAWSService': 'false',
      'aws:PrincipalTag/team': 'orders',
    });
    expect(contextType('aws:SecureTransport', ['true'], [])).toBe('boolean');
  });

  it('has the account of the caller for KMS', () => {
    const request = { action: 'KMS:Decrypt', resource: '*' };
    expect(callContext(ROLE, 'eu-west-1', request)).toMatchObject({
      'kms:CallerAccount': '111122223333',
    });
  });

  it.each([
    [
      'eu-west-1',
      'sqs:SendMessage',
      'arn:aws:sqs:eu-central-1:1:q',
      'eu-west-1',
    ],
    [
      'eu-west-1',
      'sqs:SendMessage',
      'arn:aws:sqs:eu-central-1:111122223333:q',
      'eu-central-1',
    ],
    ['eu-west-1', 'iam:GetRole', '*', 'us-east-1'],
    ['cn-north-1', 'IAM:GetRole', '*', 'cn-north-1'],
    ['us-gov-east-1', 'route53:GetChange', '*', 'us-gov-west-1'],
    ['cn-north-1', 'route53:GetChange', '*', 'cn-northwest-1'],
    ['eu-west-1', 'support:CreateCase', '*', 'us-east-1'],
    ['cn-northwest-1', 'support:CreateCase', '*', 'cn-north-1'],
    ['us-gov-east-1', 'support:CreateCase', '*', 'us-gov-west-1'],
    ['eu-west-1', 'globalaccelerator:ListAccelerators', '*', 'us-west-2'],
    [
      'eu-west-1',
      'networkmanager:GetDevices',
      'arn:aws:networkmanager::111122223333:global-network/a',
      'us-west-2',
    ],
    ['us-gov-east-1', 'networkmanager:GetDevices', '*', 'us-gov-west-1'],
    ['eu-west-1', 'constructor:toString', '*', 'eu-west-1'],
  ])(
    'from a cluster in %s for %s on %s has the region %s',
    (region, action, resource, to) => {
      const context = callContext(ROLE, region, { action, resource });
      expect(context['aws:RequestedRegion']).toBe(to);
    },
  );
});
