import { anyCharacter } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import {
  formatArn,
  issuerHostPath,
  oidcProviderArn,
  parseArn,
  parseRoleArn,
} from './arn';

describe('parseArn', () => {
  it.each([
    [
      'arn:aws:s3:::my-bucket/a:b',
      { service: 's3', accountId: '', resource: 'my-bucket/a:b' },
    ],
    [
      'arn:aws:s3:::reports/2026 Q1/a.pdf',
      { service: 's3', resource: 'reports/2026 Q1/a.pdf' },
    ],
    [
      'arn:aws-cn:iam::111122223333:role/x',
      { partition: 'aws-cn', accountId: '111122223333' },
    ],
    [
      'arn:aws-us-gov:eks:us-gov-west-1:111122223333:cluster/x',
      { region: 'us-gov-west-1' },
    ],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', { accountId: 'aws' }],
  ])('reads %s', (text, expected) => {
    expect(parseArn(text)).toMatchObject(expected);
  });

  it.each([
    '',
    'arn',
    'arn:aws:iam:111122223333:role/x',
    'arn:aws:iam::1111:role/x',
    'arn:aws:iam::111122223333:',
    ' arn:aws:iam::111122223333:role/x',
    'arn:aws:iam::111122223333:role/x y',
    'arn:aws:iam::111122223333:role/x\n',
    'arn:aws:s3:::reports/a\nb',
    'arn:aws:s3:::reports/a ',
    'arn:aws:sqs:eu-west-1:111122223333:a b',
    'arn:gcp:iam::111122223333:role/x',
  ])('refuses %j', text => {
    expect(parseArn(text)).toBeUndefined();
  });

  it('reads what formatArn writes', () => {
    const arn = fc.record({
      partition: fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'),
      service: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
      region: fc.constantFrom('', 'eu-west-1', 'cn-north-1'),
      accountId: fc.oneof(fc.constant(''), fc.stringMatching(/^\d{12}$/)),
      resource: fc.stringMatching(/^[!-~]{1,40}$/),
    });
    fc.assert(
      fc.property(arn, value => {
        expect(parseArn(formatArn(value))).toEqual(value);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), text => {
        expect(() => parseRoleArn(text)).not.toThrow();
      }),
    );
  });
});

describe('parseRoleArn', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/orders', '/', 'orders'],
    ['arn:aws:iam::111122223333:role/irsa/orders', '/irsa/', 'orders'],
    [
      'arn:aws:iam::111122223333:role/a/b/c+d=e,f.g@h-i',
      '/a/b/',
      'c+d=e,f.g@h-i',
    ],
  ])('splits %s into path %s and name %s', (arn, path, name) => {
    expect(parseRoleArn(arn)).toEqual({
      partition: 'aws',
      accountId: '111122223333',
      path,
      name,
    });
  });

  it.each([
    'arn:aws:iam::111122223333:user/orders',
    'arn:aws:sts::111122223333:assumed-role/orders/x',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::111122223333:role/irsa/',
    'arn:aws:iam::aws:role/orders',
    'arn:aws:iam:eu-west-1::role/orders',
    `arn:aws:iam::111122223333:role/${'x'.repeat(65)}`,
    'arn:aws:iam::111122223333:role/${aws:username}',
    // Parsing this text must be fast, because users can annotate a ServiceAccount with it.
    `arn:aws:iam::111122223333:role/${'/'.repeat(500)}!`,
  ])('refuses %s', arn => {
    expect(parseRoleArn(arn)).toBeUndefined();
  });
});

it('writes the ARN of a provider with or without the scheme of the issuer', () => {
  const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/ABC';
  const arn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
  expect(oidcProviderArn('aws', '111122223333', issuer)).toBe(arn);
  expect(oidcProviderArn('aws', '111122223333', `https://${issuer}`)).toBe(arn);
  expect(issuerHostPath(`https://${issuer}`)).toBe(issuer);
});
