import { awsErrorCode, isAlreadyExists, isDenied } from '../observe/aws/errors';
import type { Effect } from '@backstage-irsa/core/planning';
import { SPREAD_WAITS_MS } from './spread';

/** Waits for what may as well not pass, in milliseconds. */
const DOUBTFUL_WAITS_MS = SPREAD_WAITS_MS.slice(0, 5);

/** What of a run was written before this step. */
export interface Written {
  /** Something, so that the absence of what this step builds on passes. */
  settling: boolean;
  /** The tags of this step's object, on which permissions of the backend may depend. */
  fresh?: boolean;
}

const MISSING = new Set([
  'NoSuchEntity',
  'NoSuchEntityException',
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
  return isDoubtful ? DOUBTFUL_WAITS_MS : [];
}
