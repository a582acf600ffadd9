import type { FaultId } from '../../model/faults';
import type { NamedParts, PrincipalKind, Recognizer } from '../types';
import { WITHOUT_ROLE } from './withoutRole';

/** Wordings of AWS for the kind of policy that denied a request, most specific first. */
const POLICIES: [RegExp, string, FaultId[]][] = [
  [
    /service control policy|resource control policy|VPC endpoint policy/i,
    'A policy of the organization or of the network denies it, regardless of what the role allows.',
    ['organization-denies', 'action-not-allowed'],
  ],
  [
    /permissions boundary/i,
    "The role's permissions boundary does not allow it.",
    ['action-not-allowed', 'organization-denies'],
  ],
  [
    /session policy/i,
    'The session policy that the application set does not allow it.',
    ['aws-profile', 'action-not-allowed'],
  ],
  [
    /identity-based policy/i,
    'The policies of the role do not allow it.',
    ['action-not-allowed', 'organization-denies'],
  ],
  [
    /resource-based polic|key policy|bucket policy/i,
    "The resource's own policy does not allow the role, or denies it.",
    ['resource-policy-denies', 'role-recreated', 'action-not-allowed'],
  ],
];

const ANY_POLICY: [string, FaultId[]] = [
  'AWS does not say which policy refused it.',
  [
    'action-not-allowed',
    'resource-policy-denies',
    'organization-denies',
    'role-recreated',
  ],
];

function byPolicy({ policy = '' }: NamedParts): [string, FaultId[]] {
  const named = POLICIES.find(([pattern]) => pattern.test(policy));
  return named ? [named[1], named[2]] : ANY_POLICY;
}

const WHOSE: Record<PrincipalKind, [string, FaultId[]] | undefined> = {
  'service-account-role': undefined,
  unknown: undefined,
  'node-role': [
    'The request used the role of the node, not that of the service: the container has no role.',
    WITHOUT_ROLE,
  ],
  'other-role': [
    'The request used another role than that of the service.',
    [
      'container-sets-role',
      'both-mechanisms',
      'other-service-account',
      'aws-profile',
      'path-left-out',
    ],
  ],
  'iam-user': [
    'The request used the keys of an IAM user, which take precedence over the role.',
    ['static-keys', 'aws-profile'],
  ],
};

function read(parts: NamedParts, whose: PrincipalKind): [string, FaultId[]] {
  const [meaning, ofPolicy] = byPolicy(parts);
  // S3 calls the key of a bucket on behalf of the caller.
  const isOfKey = /^kms:(Decrypt|GenerateDataKey)/.test(parts.action ?? '');
  const faults: FaultId[] = isOfKey
    ? ['kms-key-denies', ...ofPolicy]
    : ofPolicy;
  const other = WHOSE[whose];
  return other
    ? [other[0], [...other[1], ...faults]]
    : [`The role was assumed, but the request was refused. ${meaning}`, faults];
}

/** Messages with which AWS services deny a request of an authenticated principal. */
export const authorizationErrors: Recognizer[] = [
  {
    pattern:
      /Access to KMS is not allowed|ciphertext refers to a customer master key that does not exist/gi,
    meaning:
      'The resource is encrypted with a KMS key that the role cannot use.',
    faults: ['kms-key-denies', 'resource-policy-denies', 'action-not-allowed'],
  },
  {
    pattern:
      /\bkms\.?(?:Disabled|(?:KMS)?InvalidState)(?:Exception)?\b|:key\/[\w-]{1,64} is (?:disabled|pending deletion)/gi,
    meaning:
      'The resource is encrypted with a KMS key that is disabled or about to be deleted.',
    faults: ['kms-key-denies'],
  },
  {
    pattern:
      /(?:User: ?(?<principal>\S{1,600}) )?is not authorized to perform: (?<action>[\w-]{1,60}:\w{1,100})(?: on (?:resource(?:\(s\))?: )?\\?["']?(?<resource>(?:(?:role|user|policy|group|this) )?[^\s"',\\]{1,1600})\\?["']?)?(?<policy>(?: because | with )[^\n.]{0,160})?/gi,
    meaning: (parts, whose) => read(parts, whose)[0],
    faults: (parts, whose) => read(parts, whose)[1],
  },
];
