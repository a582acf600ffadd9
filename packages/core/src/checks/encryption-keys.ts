import {
  grantDefinitions,
  grantId,
  grantKeyActions,
  mayBeEncrypted,
} from '../grants';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';
import type { Grant } from '../model/types';
import { pass, undecided, unreadable, unreadBoundary } from './utils/answer';
import { checkAwsManagedKey } from './utils/awsManagedKey';
import { homeOf } from './utils/homeOf';
import { allOf, checkKey } from './utils/keyCheck';
import { keyUsesOfGrant } from './utils/keyUse';
import type { Check, CheckAnswer } from './types';

/**
 * Returns the grants of the spec whose resources can be encrypted with a KMS key. Buckets are excluded: the check `bucket-encryption` covers them.
 */
function encryptedGrants({ grants }: Observed): Grant[] {
  return grants.filter(
    grant => grant.service !== 's3' && mayBeEncrypted(grant),
  );
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
  const uses = keyUsesOfGrant(grant, key, homeOf(role, cluster));
  return checkKey(
    { what, encryption: key, uses, isGranted: true },
    observed,
    role,
  );
}

/** Checks whether the role can use the KMS keys of the resources, other than buckets, that its spec grants. A denial is only a warning, because it is inferred. */
export const check: Check = {
  meta: {
    id: 'encryption-keys',
    link: 'permissions',
    question:
      'Can the role use the KMS keys of the queues, topics, secrets, tables, streams and state machines that its spec grants?',
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
    observed.resources !== undefined && encryptedGrants(observed).length > 0,
  run(observed) {
    const role = valueOf(observed.role);
    if (!role) return undecided('The role is not known.');
    const unread = unreadBoundary(observed);
    if (unread) return unread;
    const answers = encryptedGrants(observed).flatMap(
      grant => checkGrant(grant, observed, role) ?? [],
    );
    return (
      allOf(answers) ??
      pass('The role can use the keys that encrypt what its spec grants.')
    );
  },
};
