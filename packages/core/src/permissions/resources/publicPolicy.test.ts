import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { isPublicPolicy } from './publicPolicy';

const FILES = 'arn:aws:s3:::files/*';
const policy = (change: Partial<Statement>): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      ...{ Effect: 'Allow', Principal: '*' },
      ...{ Action: 's3:GetObject', Resource: FILES },
      ...change,
    },
  ],
});
const when = (operator: string, key: string, value: string | string[]) => ({
  Condition: { [operator]: { [key]: value } },
});

it.each<[boolean, Partial<Statement>]>([
  [true, {}],
  [true, { Principal: { AWS: '*' } }],
  [true, { Principal: { AWS: ['arn:aws:iam::111122223333:root', '*'] } }],
  [false, { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
  [false, { Principal: { Service: 'cloudfront.amazonaws.com' } }],
  [false, { Effect: 'Deny' }],
  [false, when('StringEquals', 'aws:PrincipalOrgID', 'o-1')],
  [true, when('StringLike', 'aws:PrincipalOrgID', 'o-*')],
  [false, when('StringLike', 'aws:SourceVpc', 'vpc-91237329')],
  [true, when('StringLike', 'aws:SourceVpc', 'vpc-*')],
  [true, when('StringNotEquals', 'aws:SourceVpc', 'vpc-1')],
  [true, when('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1')],
  [true, when('StringEquals', 'aws:SourceVpc', ['vpc-1', '${aws:username}'])],
  [true, when('Bool', 'aws:SecureTransport', 'true')],
  [true, when('StringEquals', 'aws:PrincipalTag/team', 'a')],
  [false, when('IpAddress', 'aws:SourceIp', '203.0.113.0/24')],
  [true, when('IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '0.0.0.0/1'])],
  [true, when('IpAddress', 'aws:SourceIp', '2001::/16')],
  [true, when('StringLike', 'aws:userid', 'AROAEXAMPLE:*')],
  [
    false,
    when(
      'ArnLike',
      's3:DataAccessPointArn',
      'arn:aws:s3:eu-west-1:111122223333:accesspoint/*',
    ),
  ],
  [
    true,
    when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:*:*:accesspoint/*'),
  ],
])('returns %s for a policy with %j', (expected, change) => {
  expect(isPublicPolicy(policy(change))).toBe(expected);
});
