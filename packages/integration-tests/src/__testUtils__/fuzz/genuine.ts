import {
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccountSpec,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { handMadeFleet, TEAM } from '../inventory/handMade';
import { componentOf, specOf, realErrors } from '../core';
import { anyText } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import { operations, type Genuine, type Operation } from './requests';

const DAY = 86_400_000;
const { rows, ids } = handMadeFleet();

/** The inventory rows for all fuzzed requests. */
export const ROWS = rows;

/** The catalog entities for all fuzzed requests. */
export const ENTITIES = [
  componentOf('ledger', TEAM, {
    [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/payments/ledger',
  }),
  componentOf('uploads', TEAM),
];

/** The IAM service account that exists beforehand. */
export const MADE = specOf();

const FULL: IamServiceAccountSpec = specOf({
  owner: TEAM,
  mechanism: 'irsa',
  tokenExpirationSeconds: 3600,
  managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'],
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'A',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: ['arn:aws:s3:::a/*'],
        Condition: { StringLike: { 's3:prefix': 'a*' } },
      },
    ],
  },
  permissionsBoundaryArn: 'arn:aws:iam::aws:policy/AmazonS3FullAccess',
  tags: { team: 'a' },
  maxSessionDurationSeconds: 3600,
  audience: 'sts.amazonaws.com',
  stsRegionalEndpoints: true,
  accountId: '111122223333',
  roleName: 'uploads',
  rolePath: '/a/',
  adopt: false,
});

const POD_IDENTITY = specOf({
  name: 'by-pod-identity',
  mechanism: 'pod-identity',
  sessionPolicyDocument: FULL.policyDocument,
});

const SPECS = [MADE, FULL, POD_IDENTITY].map(spec => ({ spec }));
const RENDERINGS = SPECS.map(body => ({ ...body, format: 'terraform' }));
const RIGHT_SIZE = [{ drop: ['sqs'], narrow: ['s3'] }, {}];
const MIGRATION = [{ to: 'pod-identity' }, { to: 'irsa' }];

const BODIES: Record<string, unknown[]> = {
  'PUT /v1/service-accounts': SPECS,
  'POST /v1/service-accounts/{id}/verifications': [
    { live: false },
    { live: true },
  ],
  'POST /v1/service-accounts/{id}/diagnoses': realErrors.map(({ text }) => ({
    text,
  })),
  'POST /v1/service-accounts/{id}/simulations': [
    {
      requests: [
        {
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::a/b',
          context: { 'aws:SourceVpce': ['vpce-1'], 's3:prefix': 'a' },
        },
      ],
      useAwsSimulator: true,
    },
  ],
  'POST /v1/service-accounts/{id}/right-size-proposals': RIGHT_SIZE,
  'POST /v1/service-accounts/{id}/right-sizings': RIGHT_SIZE,
  'POST /v1/service-accounts/{id}/hand-over': [
    { to: 'terraform' },
    { to: 'backstage' },
  ],
  'POST /v1/plans': SPECS,
  'POST /v1/service-accounts/{id}/migration-plans': MIGRATION,
  'POST /v1/service-accounts/{id}/migrations': MIGRATION,
  'POST /v1/renderings': RENDERINGS,
  'POST /v1/deliveries': RENDERINGS,
  'PUT /v1/findings/{id}/acceptance': [
    {
      reason: 'It is known and will go with the old cluster.',
      until: new Date(Date.now() + DAY).toISOString(),
    },
  ],
};

/** The sort orders of all lists. */
const SORTS = operations()
  .flatMap(({ query }) => query)
  .flatMap(({ name, schema }) => (name === 'sort' && schema?.enum) || []);

const base64 = (text: string) => Buffer.from(text).toString('base64url');

const cursor = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...new Set(SORTS)),
      fc.constantFrom('asc', 'desc'),
      fc.array(fc.oneof(anyText, fc.integer(), fc.constant(null)), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([sort, order, values]) =>
      base64(JSON.stringify([sort, order, ...values])),
    ),
  fc.constantFrom('prod-eu/payments/ledger', '[]', 'null', '{').map(base64),
  fc.tuple(anyText, anyText, anyText).map(parts => base64(parts.join('/'))),
);

const SHARED: Record<string, string[]> = {
  kind: ['component'],
  namespace: ['default', 'payments'],
  name: ['ledger', 'uploads'],
  cluster: ['prod-eu', 'staging-eu'],
  account: ['111122223333', '444455556666'],
  owner: [TEAM, 'none'],
  entity: ['component:default/ledger'],
  q: ['ledger', 's3'],
  limit: ['1', '2', '500'],
  order: ['asc', 'desc'],
  scope: ['cluster:prod-eu', 'account:111122223333'],
  table: ['service-accounts', 'workloads', 'findings', 'roles'],
  format: ['csv', 'json'],
  unused: ['true', 'false'],
  prefix: ['s3:Get', 's3'],
  action: ['s3:GetObject', 's3:*'],
  resource: ['arn:aws:s3:::a/b', '*'],
  subjectId: [ids.ledger],
  serviceAccountId: [ids.ledger],
  check: ['unused-role'],
  status: ['verified', 'broken'],
  dryRun: ['true'],
};

const ACCOUNT_IDS = [
  ids.ledger,
  ids.orders,
  serviceAccountId(MADE),
  serviceAccountId({
    cluster: 'prod-eu',
    namespace: 'payments',
    name: 'ledger',
  }),
];

const IDS: [string, string[]][] = [
  ['/v1/service-accounts/', ACCOUNT_IDS],
  [
    '/v1/findings/',
    [ids.ledgerFinding, ids.ordersFinding, ids.acceptedFinding],
  ],
  ['/v1/roles/', [ids.ledgerRole, ids.sharedRole, ids.nobodysRole]],
  ['/v1/node-roles/', [ids.nodeRole]],
];

/** Returns valid inputs for an operation. */
export function genuineOf({ name, template }: Operation): Genuine {
  const [, own] = IDS.find(([start]) => template.startsWith(start)) ?? [];
  return {
    parameters: {
      ...Object.fromEntries(
        Object.entries(SHARED).map(([key, values]) => [
          key,
          fc.constantFrom(...values),
        ]),
      ),
      cursor,
      ...(own && { id: fc.constantFrom(...own) }),
    },
    bodies: BODIES[name],
  };
}
