import {
  grantDefinitions,
  grantId,
  grantKeyActions,
  needsKey,
  type GrantContext,
} from '../grants';
import { valueOf } from '../model/observation';
import type {
  EncryptionReading,
  Observed,
  ObservedRole,
} from '../model/observed';
import type { Grant } from '../model/types';
import {
  pass,
  undecided,
  unreadable,
  unreadBoundary,
  warn,
} from './utils/answer';
import { checkAwsManagedKey } from './utils/awsManagedKey';
import { homeOf } from './utils/homeOf';
import { allOf, checkKey } from './utils/keyCheck';
import { keyUsesOfGrant, usesOfGrantedKey } from './utils/keyUse';
import type { Check, CheckAnswer } from './types';

/**
 * Returns the grants of the spec that need a KMS key: of keys, and of resources that can be encrypted with one. Buckets are excluded: the check
 * `bucket-encryption` covers them.
 */
function grantsWithKeys({ grants }: Observed): Grant[] {
  return grants.filter(grant => grant.service !== 's3' && needsKey(grant));
}

/** Returns undefined if the role can use the key, or needs none. */
function checkGrant(
  grant: Grant,
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  const id = grantId(grant);
  const { encryption } =
    observed.resources?.find(resource => resource.id === id) ?? {};
  const cluster = valueOf(observed.cluster);
  if (!encryption || !cluster) return undefined;
  const home = homeOf(role, cluster);
  if (grant.service === 'kms') {
    return checkGrantedKey({ grant, encryption, home }, observed, role);
  }
  const { resourceLabel, title } = grantDefinitions.get(grant.service) ?? {};
  const what = `${title} ${resourceLabel} ${grant.resource}`;
  if (encryption.state === 'unknown') {
    return unreadable(`The encryption of ${what}`, encryption);
  }
  if (encryption.state === 'absent') {
    const { awsManagedKey } = encryption;
    const actions = grantKeyActions(grant).map(one => one.replace('*', ''));
    return (
      awsManagedKey && checkAwsManagedKey(what, awsManagedKey, actions, role)
    );
  }
  const key = encryption.value;
  return checkKey(
    {
      subject: `${what} is encrypted with KMS key ${key.keyArn}`,
      policyName: `use-key-of-${what}`,
      encryption: key,
      uses: keyUsesOfGrant(grant, key, home),
      isGranted: true,
    },
    observed,
    role,
  );
}

function notGrantable(key: string): CheckAnswer {
  return warn(
    `The spec grants ${key}`,
    { sentence: 'Grant the ID of a customer managed key in the spec.' },
    'kms-key-denies',
  );
}

/** Returns undefined if the role can use the key that a grant names. */
function checkGrantedKey(
  {
    grant,
    encryption,
    home,
  }: { grant: Grant; encryption: EncryptionReading; home: GrantContext },
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  const { resource: keyId } = grant;
  if (encryption.state === 'unknown') {
    return unreadable(`KMS key ${keyId}`, encryption);
  }
  if (encryption.state === 'absent') {
    return notGrantable(
      `KMS key ${keyId}, which AWS manages for one of its services: a role cannot use it by itself.`,
    );
  }
  const key = encryption.value;
  if (key.keyPolicy.state === 'absent') {
    return notGrantable(
      `KMS key ${keyId}, which does not exist in account ${home.accountId} and region ${home.region}.`,
    );
  }
  return checkKey(
    {
      subject: `The spec grants KMS key ${key.keyArn}`,
      policyName: `use-key-${keyId}`,
      encryption: key,
      uses: usesOfGrantedKey(grant, home),
      isGranted: true,
    },
    observed,
    role,
  );
}

/** Checks whether the role can use the KMS keys that its spec grants, and the keys of granted resources other than buckets. A denial is only a warning, because it is inferred. */
export const check: Check = {
  meta: {
    id: 'encryption-keys',
    link: 'permissions',
    question:
      'Can the role use the KMS keys that its spec grants, and the keys of the queues, topics, secrets, tables, streams and state machines that it grants?',
    symptoms: [
      'KMS.AccessDeniedException: … is not authorized to perform: kms:Decrypt on resource: …',
      'KMSAccessDeniedException: … is not authorized to perform: kms:GenerateDataKey on resource: …',
      'AccessDeniedException: Access to KMS is not allowed',
      'KMS.DisabledException: … is disabled.',
      'KMS.KMSInvalidStateException: … is pending deletion.',
    ],
    requiredPermissions: [
      'sqs:GetQueueUrl',
      'sqs:GetQueueAttributes',
      'sns:GetTopicAttributes',
      'secretsmanager:DescribeSecret',
      'dynamodb:DescribeTable',
      'kinesis:DescribeStreamSummary',
      'states:DescribeStateMachine',
      'kms:DescribeKey',
      'kms:GetKeyPolicy',
      'kms:ListGrants',
    ],
    faults: ['kms-key-denies'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/encryption-keys.md',
    needs: ['cluster-reachable', 'role-exists', 'permissions'],
    unlessFailed: ['cut-off', 'grants'],
    provedByExchange: false,
    decides: false,
  },
  arises: observed =>
    observed.resources !== undefined && grantsWithKeys(observed).length > 0,
  run(observed) {
    const role = valueOf(observed.role);
    if (!role) return undecided('The role is not known.');
    const unread = unreadBoundary(observed);
    if (unread) return unread;
    const answers = grantsWithKeys(observed).flatMap(
      grant => checkGrant(grant, observed, role) ?? [],
    );
    return (
      allOf(answers) ??
      pass('The role can use the keys of what its spec grants.')
    );
  },
};
