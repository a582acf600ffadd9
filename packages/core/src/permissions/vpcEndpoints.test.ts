import type { Statement } from '@backstage-irsa/iam-policy';
import { observedDocument, roleWith, trustOf } from '../__testUtils__/observed';
import { endpointWith, vpcEndpoints } from '../__testUtils__/vpcEndpoints';
import { absent, found, unknown } from '../model/observation';
import type { SimulationRequest } from '../model/types';
import { policySetOf } from './policySet';
import { simulate } from './simulation/simulate';
import { endpointService, type ObservedVpcEndpoint } from './vpcEndpoints';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const OBJECT = 'arn:aws:s3:::orders/invoice.pdf';
const SENDS = `sqs:SendMessage on ${QUEUE}`;
const allowed: Statement = {
  ...{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
};
const denied: Statement = { ...allowed, Effect: 'Deny', Sid: 'Closed' };
const ALLOWED = policySetOf({
  role: roleWith(trustOf()),
  attachedPolicies: found([]),
  inlinePolicies: found([
    {
      name: 'own',
      document: observedDocument({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      }),
    },
  ]),
  permissionsBoundary: absent(),
});

function ask(
  observed: Parameters<typeof simulate>[3]['vpcEndpoints'],
  request: Partial<SimulationRequest> = {},
) {
  const [result] = simulate(
    [{ action: 'sqs:SendMessage', resource: QUEUE, ...request }],
    { arn: ROLE, tags: {}, region: 'eu-west-1' },
    ALLOWED,
    { now: new Date(), organizations: {}, vpcEndpoints: observed },
  );
  return result;
}
const readingOf = ({ layers }: ReturnType<typeof ask>) =>
  layers.find(({ layer }) => layer === 'vpc-endpoint');
const ORGANIZATION = 'organization policies not read';
const SERVED = "Allowed by the role's policies; organization policies";

describe('the result for a call through a VPC endpoint', () => {
  it.each<[string, ObservedVpcEndpoint[], Partial<SimulationRequest>, string]>([
    [
      'is allowed if the endpoint policy allows it',
      [endpointWith([allowed])],
      {},
      `${SERVED} not read.`,
    ],
    [
      'is allowed by the default policy, which has no version',
      [
        endpointWith([], {
          policy:
            '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}',
        }),
      ],
      {},
      `${SERVED} not read.`,
    ],
    [
      'names the endpoint that does not allow it',
      [endpointWith([{ ...allowed, Action: 'sqs:Receive*' }])],
      {},
      `Denied: the role's own policies allow it. No VPC endpoint policy attached to vpce-1 allows ${SENDS}.`,
    ],
    [
      'names the statement that denies it',
      [endpointWith([allowed, denied])],
      {},
      `Denied: Statement 2 (Closed) of the VPC endpoint policy attached to vpce-1 denies ${SENDS}.`,
    ],
    [
      'names the condition key on which a Deny depends',
      [
        endpointWith([
          allowed,
          {
            ...denied,
            Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
          },
        ]),
      ],
      {},
      `Unknown: Statement 2 (Closed) of the VPC endpoint policy attached to vpce-1 denies ${SENDS}. That depends on aws:PrincipalOrgID, not given.`,
    ],
    [
      'depends on a condition key that is not given',
      [
        endpointWith([
          {
            ...allowed,
            Condition: { StringEquals: { 'aws:SourceIp': '10.0.0.1' } },
          },
        ]),
      ],
      {},
      `Allowed by the role's policies only when aws:SourceIp is 10.0.0.1; ${ORGANIZATION}.`,
    ],
    [
      'treats an account as all its roles at an interface endpoint',
      [endpointWith([{ ...allowed, Principal: { AWS: '111122223333' } }])],
      {},
      `${SERVED} not read.`,
    ],
    [
      'treats an account as only its root user at a gateway endpoint',
      [
        endpointWith([{ ...allowed, Principal: { AWS: '111122223333' } }], {
          ...{ type: 'Gateway', service: 's3' },
        }),
      ],
      { action: 's3:GetObject', resource: OBJECT },
      "Denied: the role's own policies allow it. Statement 1 of the VPC endpoint policy attached to vpce-1 allows it for others, but not for the role. Calls from subnets without a route to it and to other regions do not go through vpce-1.",
    ],
    [
      'does not reveal which other principals the policy names',
      [
        endpointWith([
          {
            ...allowed,
            Principal: { AWS: 'arn:aws:iam::111122223333:role/x' },
          },
        ]),
      ],
      {},
      "Denied: the role's own policies allow it. Statement 1 of the VPC endpoint policy attached to vpce-1 allows it for others, but not for the role.",
    ],
    [
      'is unknown if one of several endpoints denies it',
      [
        endpointWith([allowed], { service: 's3' }),
        endpointWith([denied], {
          ...{ id: 'vpce-2', type: 'Gateway', service: 's3' },
        }),
      ],
      { action: 's3:GetObject', resource: OBJECT },
      `Unknown: Statement 1 (Closed) of the VPC endpoint policy attached to vpce-2 denies s3:GetObject on ${OBJECT}. vpce-1 and vpce-2 serve the VPC: which of them a pod uses depends on its subnet and client.`,
    ],
    [
      'is denied if all of several endpoints deny it',
      [endpointWith([denied]), endpointWith([denied], { id: 'vpce-2' })],
      {},
      `Denied: Statement 1 (Closed) of the VPC endpoint policy attached to vpce-1 denies ${SENDS}. vpce-1 and vpce-2 serve the VPC: which of them a pod uses depends on its subnet and client.`,
    ],
  ])('%s', (_, endpoints, request, summary) => {
    expect(ask(vpcEndpoints(...endpoints), request).summary).toBe(summary);
  });

  it.each<
    [
      string,
      Parameters<typeof ask>,
      'read' | 'absent' | 'not-read',
      string | undefined,
    ]
  >([
    [
      'an interface endpoint',
      [vpcEndpoints(endpointWith([allowed]))],
      'read',
      undefined,
    ],
    [
      'a gateway endpoint',
      [
        vpcEndpoints(
          endpointWith([allowed], { type: 'Gateway', service: 's3' }),
        ),
        { action: 's3:GetObject', resource: OBJECT },
      ],
      'read',
      'Calls from subnets without a route to it and to other regions do not go through vpce-1.',
    ],
    [
      'an endpoint only for another service',
      [vpcEndpoints(endpointWith([denied], { service: 's3' }))],
      'absent',
      'VPC vpc-1 has no endpoint for sqs.',
    ],
    [
      'an endpoint only for another region',
      [
        vpcEndpoints(endpointWith([denied])),
        { resource: 'arn:aws:sqs:us-east-1:111122223333:orders' },
      ],
      'absent',
      'Endpoints of VPC vpc-1 do not serve us-east-1.',
    ],
    [
      'a missing permission to read endpoints',
      [
        unknown(
          'The backend may not call ec2:DescribeVpcs.',
          'ec2:DescribeVpcs',
        ),
      ],
      'not-read',
      'The backend may not call ec2:DescribeVpcs.',
    ],
    [
      'an unknown VPC',
      [absent()],
      'not-read',
      'The VPC of the cluster is not known.',
    ],
    [
      'an endpoint with an invalid policy',
      [vpcEndpoints(endpointWith([], { policy: '{}' }))],
      'not-read',
      'The policy of VPC endpoint vpce-1 is not a valid document: Statement must be a statement or a list of statements.',
    ],
  ])('shows how the layer was read: %s', (_, asked, state, reason) => {
    const answer = ask(...asked);
    expect(readingOf(answer)).toEqual({
      ...{ layer: 'vpc-endpoint', state },
      ...(reason !== undefined && { reason }),
    });
    expect(answer.summary.includes('VPC endpoint policies')).toBe(
      state === 'not-read',
    );
  });

  it('ignores the KMS endpoint for the key that a service uses', () => {
    const resource = {
      policy: absent<never>(),
      encryption: unknown<never>('Nobody may.'),
    };
    const [answer] = simulate(
      [{ action: 'sqs:SendMessage', resource: QUEUE }],
      { arn: ROLE, tags: {}, region: 'eu-west-1' },
      ALLOWED,
      {
        ...{ now: new Date(), resources: { [QUEUE]: resource } },
        vpcEndpoints: vpcEndpoints(endpointWith([denied], { service: 'kms' })),
      },
    );
    expect(answer.decision).toBe('Allowed');
  });
});

it.each([
  ['com.amazonaws.eu-west-1.sqs', 'sqs'],
  ['com.amazonaws.eu-west-1.ecr.api', 'ecr'],
  ['com.amazonaws.eu-west-1.ecr.dkr', undefined],
  ['com.amazonaws.eu-west-1.monitoring', 'cloudwatch'],
  ['com.amazonaws.eu-west-1.appconfigdata', 'appconfig'],
  ['com.amazonaws.eu-west-1.memory-db', 'memorydb'],
  ['com.amazonaws.eu-west-1.kms-fips', undefined],
  ['com.amazonaws.us-east-1.sqs', undefined],
  ['cn.com.amazonaws.eu-west-1.sqs', 'sqs'],
  ['com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0', undefined],
])('maps endpoint service name %s to %s', (name, service) => {
  expect(endpointService(name, 'eu-west-1')).toBe(service);
});
