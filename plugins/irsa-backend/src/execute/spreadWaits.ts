import { awsErrorCode, isAlreadyExists, isDenied } from '../observe/aws/errors';
import type { Effect } from '@backstage-irsa/core/planning';
import { waitAndNote } from '../lib/retry/waited';
import { SPREAD_WAITS_MS } from './spread';

/** Waits for what may as well not pass, or passes soon, in milliseconds. */
export const SHORT_WAITS_MS = SPREAD_WAITS_MS.slice(0, 5);

/** What of a run was written before this step. */
export interface Written {
  /** Something, so that the absence of what this step builds on passes. */
  settling: boolean;
  /** The tags of this step's object, on which permissions of the backend may depend. */
  fresh?: boolean;
}

const MISSING = new Set(['NoSuchEntity', 'NoSuchEntityException']);

/** Somebody changes the object at that moment, whom this need not be. */
const CONCURRENT = new Set([
  'EntityTemporarilyUnmodifiable',
  'EntityTemporarilyUnmodifiableException',
  'ConcurrentModification',
  'ConcurrentModificationException',
]);

/** What AWS says of a principal or role that it does not see yet, under codes that mean other things too. */
const UNSEEN = /invalid principal in policy|role provided .* does not exist/i;

const DOUBTFUL = new Set([
  'MalformedPolicyDocument',
  'MalformedPolicyDocumentException',
  'DeleteConflict',
  'DeleteConflictException',
  'LimitExceeded',
  'LimitExceededException',
]);

/** EKS looks at the role of an association, and says only so much when it does not see it as it is. */
const DOUBTFUL_OF_ASSOCIATION = new Set([
  'InvalidParameterException',
  'InvalidRequestException',
  'ResourceNotFoundException',
]);

/** The waits for an answer of AWS that passes by itself; none for any other. What exists and cannot be seen yet is seen soon: the runners decide then whose it is. */
export function spreadWaits(
  { type }: Effect,
  error: unknown,
  { settling, fresh }: Written,
): readonly number[] {
  if (isAlreadyExists(error)) return SPREAD_WAITS_MS;
  if (isConcurrent(error) || isStillKnown(type, error)) {
    return settling ? SPREAD_WAITS_MS : SHORT_WAITS_MS;
  }
  if (!settling) return [];
  const code = awsErrorCode(error) ?? '';
  if (
    MISSING.has(code) ||
    (fresh && isDenied(error)) ||
    UNSEEN.test(error instanceof Error ? error.message : '')
  ) {
    return SPREAD_WAITS_MS;
  }
  const isDoubtful =
    DOUBTFUL.has(code) ||
    (['create-association', 'update-association'].includes(type) &&
      DOUBTFUL_OF_ASSOCIATION.has(code));
  return isDoubtful ? SHORT_WAITS_MS : [];
}

/** EKS knows an association that was deleted for a second or more; the runner decides whose it is. Source: "Learn how EKS Pod Identity grants pods access to AWS services", EKS User Guide. */
function isStillKnown(type: Effect['type'], error: unknown): boolean {
  return (
    type === 'create-association' &&
    awsErrorCode(error) === 'ResourceInUseException'
  );
}

function isConcurrent(error: unknown): boolean {
  return CONCURRENT.has(awsErrorCode(error) ?? '');
}

/** Makes a write of IAM again while somebody else changes the same object. */
export async function afterOthers(write: () => Promise<unknown>) {
  for (const wait of SHORT_WAITS_MS) {
    try {
      await write();
      return;
    } catch (error) {
      if (!isConcurrent(error)) throw error;
      await waitAndNote(wait);
    }
  }
  await write();
}
