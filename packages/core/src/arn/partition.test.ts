import {
  isEksIssuer,
  isOptInRegion,
  isRegion,
  partitionOf,
  policyConsoleUrl,
  roleConsoleUrl,
} from './partition';

it.each([
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['us-east-1', 'aws', 'amazonaws.com'],
  ['cn-northwest-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-east-1', 'aws-us-gov', 'amazonaws.com'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
  ['us-iso-west-1', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['nz-south-1', 'aws', 'amazonaws.com'],
])('%s is in partition %s', (region, id, dnsSuffix) => {
  expect(partitionOf(region)).toMatchObject({ id, dnsSuffix });
  expect(isRegion(region)).toBe(true);
  const issuer = `https://oidc.eks.${region}.${dnsSuffix}/id/4F1A`;
  expect(isEksIssuer(region, issuer)).toBe(true);
  for (const wrong of [
    `${issuer}/x`,
    issuer.replace('/id/4F1A', '/id/'),
    issuer.replace(dnsSuffix, `${dnsSuffix}.example.com`),
    issuer.replace('https:', 'http:'),
    issuer.replace(region, 'sa-east-1'),
  ]) {
    expect(isEksIssuer(region, wrong)).toBe(false);
  }
});

it.each([
  ['eu-west-1', false],
  ['us-east-1', false],
  ['eu-south-1', true],
  ['me-central-1', true],
  ['nz-south-1', true],
  ['us-gov-east-1', false],
  ['cn-north-1', false],
  ['eusc-de-east-1', false],
])('%s is an opt-in region: %s', (region, isOptIn) => {
  expect(isOptInRegion(region)).toBe(isOptIn);
});

it.each(['eu-west', 'eu-west-1a', 'EU-WEST-1', 'aws-global', ''])(
  'rejects "%s" as a region',
  text => {
    expect(isRegion(text)).toBe(false);
  },
);

it.each([
  [
    'arn:aws-cn:iam::111122223333:role/irsa/a+b',
    'https://console.amazonaws.cn/iam/home?region=cn-northwest-1#/roles/details/a%2Bb',
  ],
  [
    'arn:aws-eusc:iam::111122223333:role/orders',
    'https://console.amazonaws-eusc.eu/iam/home?region=eusc-de-east-1#/roles/details/orders',
  ],
  ['arn:aws-iso:iam::111122223333:role/orders', undefined],
  ['arn:aws:iam::111122223333:user/orders', undefined],
])('links role %s in the console of its partition', (arn, url) => {
  expect(roleConsoleUrl(arn)).toBe(url);
});

it.each([
  [
    'arn:aws:iam::111122223333:policy/irsa/orders',
    'https://console.aws.amazon.com/iam/home?region=us-east-1#/policies/details/arn%3Aaws%3Aiam%3A%3A111122223333%3Apolicy%2Firsa%2Forders',
  ],
  ['arn:aws-iso:iam::111122223333:policy/orders', undefined],
  ['arn:aws:iam::111122223333:role/orders', undefined],
  ['orders', undefined],
])('links policy %s in the console of its partition', (arn, url) => {
  expect(policyConsoleUrl(arn)).toBe(url);
});
