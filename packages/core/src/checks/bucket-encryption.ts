import { valueOf } from '../model/observation';
import type { Observed, ObservedBucket, ObservedRole } from '../model/observed';
import { grantId } from '../grants';
import { pass, undecided, unreadable, unreadBoundary } from './utils/answer';
import { checkAwsManagedKey } from './utils/awsManagedKey';
import { allOf, checkKey } from './utils/keyCheck';
import { keyActionsFor, keyUsesOf } from './utils/keyUse';
import type { Check, CheckAnswer } from './types';

/** Returns undefined if the role can use the key as needed, or needs no key. */
function checkBucket(
  { name, encryption }: ObservedBucket,
  observed: Observed,
  role: ObservedRole,
): CheckAnswer | undefined {
  if (encryption.state === 'unknown') {
    return unreadable(`The encryption of bucket ${name}`, encryption);
  }
  if (encryption.state === 'absent') {
    const { awsManagedKey } = encryption;
    return (
      awsManagedKey &&
      checkAwsManagedKey(
        `Bucket ${name}`,
        awsManagedKey,
        keyActionsFor(name, observed),
        role,
      )
    );
  }
  const key = encryption.value;
  const id = grantId({ service: 's3', resource: name });
  const bucket = {
    subject: `Bucket ${name} is encrypted with KMS key ${key.keyArn}`,
    policyName: `use-key-of-bucket-${name}`,
    encryption: key,
    uses: keyUsesOf(name, key, observed),
    isGranted: observed.grants.some(grant => grantId(grant) === id),
  };
  return checkKey(bucket, observed, role);
}

/**
 * Checks whether the role can use the KMS keys of the buckets that its policies name. A denial is only a warning, because existing objects can be
 * encrypted with other keys than new objects.
 */
export const check: Check = {
  meta: {
    id: 'bucket-encryption',
    link: 'permissions',
    question:
      'Can the role use the KMS keys of the buckets that its policies name?',
    symptoms: [
      'AccessDenied: … is not authorized to perform: kms:GenerateDataKey on resource: …',
      'AccessDenied: … is not authorized to perform: kms:Decrypt on resource: …',
      'KMS.DisabledException: … is disabled.',
      'KMS.KMSInvalidStateException: … is pending deletion.',
    ],
    requiredPermissions: [
      's3:GetEncryptionConfiguration',
      'kms:DescribeKey',
      'kms:GetKeyPolicy',
      'kms:ListGrants',
    ],
    faults: ['kms-key-denies'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/bucket-encryption.md',
    needs: ['role-exists', 'permissions'],
    unlessFailed: ['cut-off', 'grants'],
    provedByExchange: false,
    decides: false,
  },
  arises: ({ buckets }) => (valueOf(buckets) ?? []).length > 0,
  run(observed) {
    const role = valueOf(observed.role);
    const buckets = valueOf(observed.buckets);
    if (!role || !buckets) return undecided('Role or buckets are not known.');
    const unread = unreadBoundary(observed);
    if (unread) return unread;
    const answers = buckets.flatMap(
      bucket => checkBucket(bucket, observed, role) ?? [],
    );
    const names = buckets.map(({ name }) => name).join(', ');
    return (
      allOf(answers) ??
      pass(
        `The role can use the keys that encrypt the data that it can access in ${names}.`,
      )
    );
  },
};
