import { awsErrorCode, isAlreadyExists, isDenied } from '../observe/aws/errors';
import type { Effect } from '@backstage-irsa/core/planning';
import { waitAndNote } from '../lib/retry/waited';
import { SPREAD_WAITS_MS } from './spread';

/** The waits before each retry of an error that may be permanent, or that passes soon, in milliseconds. */
export const SHORT_WAITS_MS = SPREAD_WAITS_MS.slice(0, 5);

/** What a run wrote before this step. */
export interface Written {
  /** Whether anything was written. If so, the absence of an object that this step needs is transient. */
  settling: boolean;
  /** Whether the tags or the boundary of this step's object were written. Permissions of the backend may depend on them. */
  fresh?: boolean;
}

const MISSING = new Set(['NoSuchEntity', 'NoSuchEntityException']);

/** Error codes for a concurrent change of the object, possibly by somebody else. */
const CONCURRENT = new Set([
  'EntityTemporarilyUnmodifiable',
  'EntityTemporarilyUnmodifiableException',
  'ConcurrentModification',
  'ConcurrentModificationException',
]);

/** Matches messages about a principal or role that AWS does not see yet. Their error codes have other meanings too. */
const UNSEEN = /invalid principal in policy|role provided .* does not exist/i;

const DOUBTFUL = new Set([
  'MalformedPolicyDocument',
  'MalformedPolicyDocumentException',
  'DeleteConflict',
  'DeleteConflictException',
  'LimitExceeded',
  'LimitExceededException',
]);

/** Error codes that EKS returns, among other reasons, if it does not yet see the current state of the role of an association. */
const DOUBTFUL_OF_ASSOCIATION = new Set([
  'InvalidParameterException',
  'InvalidRequestException',
  'ResourceNotFoundException',
]);

/**
 * Returns the waits before each retry of a transient AWS error. Empty for any other error. An existing object that cannot be read yet becomes
 * readable soon, and then the runner decides whose it is.
 */
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

/**
 * Whether EKS still knows a deleted association, which it does for a second or more. The runner decides whose it is. Source: "Learn how EKS Pod
 * Identity grants pods access to AWS services", EKS User Guide.
 */
function isStillKnown(type: Effect['type'], error: unknown): boolean {
  return (
    type === 'create-association' &&
    awsErrorCode(error) === 'ResourceInUseException'
  );
}

function isConcurrent(error: unknown): boolean {
  return CONCURRENT.has(awsErrorCode(error) ?? '');
}

/** Runs an IAM write, and retries it while somebody else changes the same object. */
export function afterOthers(write: () => Promise<unknown>): Promise<void> {
  return retried(write, SHORT_WAITS_MS, isConcurrent);
}

/** Runs an IAM write that depends on a boundary that was just written, and retries it until IAM decides with that boundary. */
export function afterBoundary(write: () => Promise<unknown>): Promise<void> {
  return retried(
    write,
    SPREAD_WAITS_MS,
    error => isConcurrent(error) || isDenied(error),
  );
}

async function retried(
  write: () => Promise<unknown>,
  waits: readonly number[],
  isTransient: (error: unknown) => boolean,
): Promise<void> {
  for (const wait of waits) {
    try {
      await write();
      return;
    } catch (error) {
      if (!isTransient(error)) throw error;
      await waitAndNote(wait);
    }
  }
  await write();
}
