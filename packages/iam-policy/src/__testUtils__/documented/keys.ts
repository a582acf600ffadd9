import type { PrincipalElement, Statement } from '../../document/types';
import { ACCOUNT, OTHER_ACCOUNT, policy, ROLE } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const ACROSS = 'Allow users in other accounts to use a KMS key';
const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const toRole: PrincipalElement = { AWS: ROLE };

const keyPolicy = (
  Principal: PrincipalElement,
  part: Partial<Statement> = {},
) =>
  policy({
    Effect: 'Allow',
    Principal,
    Action: 'kms:Decrypt',
    Resource: '*',
    ...part,
  });
const decrypt = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
): PolicyCase => ({
  case: what,
  action: 'kms:Decrypt',
  resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
  ...part,
  decision,
});
const theirs = { resource: `arn:aws:kms:eu-west-1:${OTHER_ACCOUNT}:key/1` };

const viaSqs = {
  Condition: {
    StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' },
  },
};
const ofContext = {
  Condition: {
    StringEquals: { 'kms:EncryptionContext:Department': 'IT' },
  },
};

/** Decisions about KMS keys, and about services as principals. */
export const keyTables: PolicyTable[] = [
  {
    page: ACROSS,
    says: 'The key policy for the KMS key must give the external account (or users and roles in the external account) permission to use the KMS key.',
    cases: [
      decrypt(
        'only the policy of the role allows',
        {
          ...theirs,
          statements: [allowAll],
          resourcePolicy: keyPolicy({ AWS: OTHER_ACCOUNT }),
        },
        'ImplicitlyDenied',
      ),
      decrypt(
        'the key policy names the account of the role',
        {
          ...theirs,
          statements: [allowAll],
          resourcePolicy: keyPolicy({ AWS: ACCOUNT }),
        },
        'Allowed',
      ),
    ],
  },
  {
    page: ACROSS,
    says: 'IAM policies in the external account must delegate the key policy permissions to its users and roles.',
    cases: [
      decrypt(
        'the key policy names the role, which has no policy',
        { ...theirs, resourcePolicy: keyPolicy(toRole) },
        'ImplicitlyDenied',
      ),
      decrypt(
        'the key policy names the role, which has a policy',
        {
          ...theirs,
          statements: [allowAll],
          resourcePolicy: keyPolicy(toRole),
        },
        'Allowed',
      ),
    ],
  },
  {
    page: 'AWS KMS condition keys',
    says: 'The kms:ViaService condition key limits use of a KMS key to requests from specified AWS services.',
    cases: [
      decrypt(
        'a request from the service',
        {
          resourcePolicy: keyPolicy(toRole, viaSqs),
          context: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' },
        },
        'Allowed',
      ),
      decrypt(
        'a request from another service',
        {
          resourcePolicy: keyPolicy(toRole, viaSqs),
          context: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
        },
        'ImplicitlyDenied',
      ),
      decrypt(
        'a request from the role itself',
        { resourcePolicy: keyPolicy(toRole, viaSqs) },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: 'AWS KMS condition keys',
    says: 'You can use the kms:EncryptionContext:context-key condition key to control access to a symmetric encryption KMS key based on the encryption context in a request for a cryptographic operation.',
    cases: [
      decrypt(
        'the encryption context',
        {
          resourcePolicy: keyPolicy(toRole, ofContext),
          context: { 'kms:EncryptionContext:Department': 'IT' },
        },
        'Allowed',
      ),
      decrypt(
        'without encryption context',
        { resourcePolicy: keyPolicy(toRole, ofContext) },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: 'The confused deputy problem',
    says: 'Use aws:SourceAccount if you want to allow any resource in that account to be associated with the cross-service use.',
    cases: (
      [
        ['the account', { 'aws:SourceAccount': ACCOUNT }, 'Allowed'],
        [
          'another account',
          { 'aws:SourceAccount': OTHER_ACCOUNT },
          'ImplicitlyDenied',
        ],
        ['a request without an account', {}, 'ImplicitlyDenied'],
      ] as const
    ).map(([what, context, decision]) => ({
      case: `a service for ${what}`,
      principal: { kind: 'service' as const, arn: 'sns.amazonaws.com' },
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:queue`,
      resourcePolicy: policy({
        ...allowAll,
        Principal: { Service: 'sns.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      }),
      context,
      decision,
    })),
  },
];
