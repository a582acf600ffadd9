import { anyText } from '@backstage-irsa/fuzz';
import { grantDefinitions } from '../../grants';
import {
  type Grant,
  type IamServiceAccountSpec,
  type Mechanism,
} from '../../model/types';
import fc from 'fast-check';
import { specOf } from '../../__testUtils__/specs';

/** Valid resource names of each service that can be granted. */
const RESOURCES: Record<string, string[]> = {
  s3: ['orders-files', 'my.bucket'],
  sqs: ['orders', 'orders.fifo'],
  sns: ['orders'],
  dynamodb: ['orders.v1_x-y'],
  secretsmanager: ['orders/db', 'a+b=c.d@e'],
  ssm: ['/orders/db'],
  kms: ['1234abcd-12ab-34cd-56ef-1234567890ab'],
  events: ['orders'],
  kinesis: ['orders'],
  states: ['orders'],
  cloudwatch: ['Team/Orders'],
  'rds-db': ['cluster-ABC/orders'],
  bedrock: ['amazon.titan-text-express-v1'],
  ecr: ['team/orders'],
  sts: ['arn:aws:iam::444455556666:role/shared/reports'],
};

const grant: fc.Arbitrary<Grant> = fc
  .constantFrom(...grantDefinitions.values())
  .chain(({ service, access }) =>
    fc.record({
      service: fc.constant(service),
      access: fc.constantFrom(...Object.keys(access)),
      resource: fc.constantFrom(...RESOURCES[service]),
    }),
  );

const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/),
  fc.constantFrom('no', 'on', '1e3', '0x1', '007', 'null', '2012-10-17'),
);

const conditionKey = fc.oneof(
  fc.constantFrom(
    'aws:PrincipalTag/team',
    's3:prefix',
    'aws:SourceIp',
    'Ref',
    'Fn::Sub',
    '<<',
    'no',
  ),
  anyText,
);

const statement = fc.record(
  {
    Sid: fc.stringMatching(/^[A-Za-z0-9]{1,10}$/),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.oneof(
      fc.constantFrom('s3:GetObject', 's3:*', 'sqs:Send*'),
      fc.constant(['dynamodb:GetItem', 'dynamodb:Query']),
    ),
    Resource: fc.oneof(
      fc.constantFrom(
        '*',
        'arn:aws:s3:::team-${aws:PrincipalTag/team}/*',
        'arn:aws:s3:::orders/${s3:prefix, "no"}',
      ),
      anyText.map(text => [`arn:aws:s3:::orders/${text}`]),
    ),
    Condition: fc.dictionary(
      fc.constantFrom('StringEquals', 'StringLike', 'StringNotEquals'),
      fc.dictionary(
        conditionKey,
        fc.oneof(anyText, fc.array(anyText, { minLength: 1, maxLength: 2 })),
        { minKeys: 1, maxKeys: 2, noNullPrototype: true },
      ),
      { minKeys: 1, maxKeys: 2, noNullPrototype: true },
    ),
  },
  { requiredKeys: ['Effect', 'Action', 'Resource'], noNullPrototype: true },
);

const document = fc.record(
  {
    Version: fc.constantFrom('2012-10-17', '2008-10-17'),
    Statement: fc.array(statement, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['Statement'], noNullPrototype: true },
);

const tags = fc.dictionary(
  fc.oneof(fc.constantFrom('no', 'team name', '1e3', 'y', 'a:b', '-'), anyText),
  anyText,
  { maxKeys: 4, noNullPrototype: true },
);

/** Removes the fields that the spec's mechanism does not support. */
function coherent(
  change: Partial<IamServiceAccountSpec>,
): Partial<IamServiceAccountSpec> {
  const { mechanism, roleName, sessionPolicyDocument, ...rest } = change;
  const named = {
    ...(mechanism && { mechanism }),
    ...(roleName !== undefined && { roleName }),
  };
  if (mechanism !== 'pod-identity') return { ...rest, ...named };
  const {
    accountId: _,
    audience: __,
    stsRegionalEndpoints: ___,
    tokenExpirationSeconds: ____,
    ...both
  } = rest;
  return {
    ...both,
    ...named,
    ...(roleName === undefined &&
      sessionPolicyDocument && { sessionPolicyDocument }),
  };
}

/** Generates specs with values for every field. Many of them violate a rule. */
export const arbitrarySpec: fc.Arbitrary<IamServiceAccountSpec> = fc
  .record(
    {
      namespace: label,
      name: label,
      mechanism: fc.constantFrom<Mechanism>('irsa', 'pod-identity'),
      accountId: fc.constant('444455556666'),
      sessionPolicyDocument: document,
      grants: fc.array(grant, { maxLength: 4 }),
      policyDocument: document,
      managedPolicyArns: fc.uniqueArray(
        fc.constantFrom(
          'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess',
          'arn:aws:iam::111122223333:policy/a/b=c,d@e',
        ),
      ),
      permissionsBoundaryArn: fc.constant(
        'arn:aws:iam::111122223333:policy/boundary',
      ),
      tags,
      maxSessionDurationSeconds: fc.constantFrom(3600, 7200),
      tokenExpirationSeconds: fc.constantFrom(600, 86_400),
      audience: fc.constantFrom('sts.amazonaws.com', 'no', '1e3', 'a:b/c=d@e'),
      stsRegionalEndpoints: fc.boolean(),
      roleName: fc.constantFrom('Team+Orders=1,2.3@x-y', 'no', '1e3'),
    },
    { requiredKeys: ['namespace', 'name'], noNullPrototype: true },
  )
  .map(change => specOf(coherent(change)));
