import { endpointOf } from './endpointOf';

const KINDS: Record<string, [isFips: boolean, isDual: boolean]> = {
  plain: [false, false],
  fips: [true, false],
  dual: [false, true],
  both: [true, true],
};

/** Source: `endpoint/bdd.ts` of the clients in the AWS SDK for JavaScript, 3.1169; for FIPS endpoints of Amazon ECR, AWS General Reference. */
it.each<[service: string, region: string, kind: string, host: string]>([
  ['kms', 'us-gov-west-1', 'fips', 'kms-fips.us-gov-west-1.amazonaws.com'],
  [
    'lambda',
    'us-gov-east-1',
    'fips',
    'lambda-fips.us-gov-east-1.amazonaws.com',
  ],
  [
    'organizations',
    'us-gov-west-1',
    'fips',
    'organizations.us-gov-west-1.amazonaws.com',
  ],
  [
    'organizations',
    'us-gov-west-1',
    'both',
    'organizations-fips.us-gov-west-1.api.aws',
  ],
  [
    'organizations',
    'us-east-1',
    'fips',
    'organizations-fips.us-east-1.amazonaws.com',
  ],
  ['kinesis', 'us-gov-west-1', 'fips', 'kinesis.us-gov-west-1.amazonaws.com'],
  ['kinesis', 'us-gov-west-1', 'both', 'kinesis-fips.us-gov-west-1.api.aws'],
  ['states', 'us-gov-west-1', 'fips', 'states.us-gov-west-1.amazonaws.com'],
  [
    'states',
    'us-gov-east-1',
    'fips',
    'states-fips.us-gov-east-1.amazonaws.com',
  ],
  ['sns', 'us-gov-west-1', 'fips', 'sns.us-gov-west-1.amazonaws.com'],
  ['sns', 'us-gov-east-1', 'fips', 'sns.us-gov-east-1.amazonaws.com'],
  ['sns', 'us-gov-west-1', 'both', 'sns-fips.us-gov-west-1.api.aws'],
  ['sns', 'us-east-1', 'fips', 'sns-fips.us-east-1.amazonaws.com'],
  ['sqs', 'us-gov-west-1', 'fips', 'sqs.us-gov-west-1.amazonaws.com'],
  ['sqs', 'us-gov-west-1', 'both', 'sqs-fips.us-gov-west-1.api.aws'],
  ['sqs', 'us-east-1', 'fips', 'sqs-fips.us-east-1.amazonaws.com'],
  ['dynamodb', 'us-gov-west-1', 'fips', 'dynamodb.us-gov-west-1.amazonaws.com'],
  ['dynamodb', 'us-gov-west-1', 'both', 'dynamodb-fips.us-gov-west-1.api.aws'],
  ['dynamodb', 'us-east-1', 'fips', 'dynamodb-fips.us-east-1.amazonaws.com'],
  ['events', 'us-gov-west-1', 'fips', 'events.us-gov-west-1.amazonaws.com'],
  ['events', 'us-gov-west-1', 'both', 'events.us-gov-west-1.api.aws'],
  ['events', 'us-east-1', 'both', 'events-fips.us-east-1.api.aws'],
  ['api.ecr', 'eu-west-1', 'plain', 'api.ecr.eu-west-1.amazonaws.com'],
  ['api.ecr', 'us-east-1', 'fips', 'ecr-fips.us-east-1.amazonaws.com'],
  ['api.ecr', 'us-gov-west-1', 'fips', 'ecr-fips.us-gov-west-1.amazonaws.com'],
  ['api.ecr', 'eu-west-1', 'dual', 'ecr.eu-west-1.api.aws'],
  ['api.ecr', 'us-gov-west-1', 'both', 'ecr-fips.us-gov-west-1.api.aws'],
  [
    'secretsmanager',
    'eu-west-1',
    'dual',
    'secretsmanager.eu-west-1.amazonaws.com',
  ],
  [
    'secretsmanager',
    'cn-north-1',
    'dual',
    'secretsmanager.cn-north-1.amazonaws.com.cn',
  ],
  [
    'secretsmanager',
    'us-gov-west-1',
    'both',
    'secretsmanager-fips.us-gov-west-1.amazonaws.com',
  ],
  [
    'secretsmanager',
    'eusc-de-east-1',
    'dual',
    'secretsmanager.eusc-de-east-1.api.amazonwebservices.eu',
  ],
  [
    '1.s3-control',
    'us-gov-west-1',
    'fips',
    '1.s3-control-fips.us-gov-west-1.amazonaws.com',
  ],
])('%s in %s has the %s endpoint %s', async (service, region, kind, host) => {
  const [isFips, isDual] = KINDS[kind];
  const endpoint = await endpointOf(service, region, {
    useFipsEndpoint: async () => isFips,
    useDualstackEndpoint: async () => isDual,
  });
  expect(endpoint).toBe(`https://${host}`);
});
