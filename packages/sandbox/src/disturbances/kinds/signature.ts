import {
  SignatureError,
  type SignatureProblem,
} from '../../aws/access/authenticate';
import { ec2Words } from '../../aws/ec2/words';
import { jsonSignatureError } from '../../aws/eks/errors';
import type { AwsError } from '../../aws/protocol/error';
import { queryWords } from '../../aws/query/service';
import { s3SignatureError } from '../../aws/s3/errors';
import { unauthorized } from '../../kubernetes/status';
import type { Kind } from '../kind';

/** How each service reports a refused signature. */
const WORDS: Record<string, (error: SignatureError) => AwsError> = {
  ec2: ec2Words.signatureError,
  eks: jsonSignatureError,
  'eks-auth': jsonSignatureError,
  iam: queryWords.signatureError,
  s3: s3SignatureError,
  sns: queryWords.signatureError,
  sts: queryWords.signatureError,
};

const refused =
  (problem: SignatureProblem, detail?: string) =>
  (service: string): AwsError =>
    (WORDS[service] ?? jsonSignatureError)(new SignatureError(problem, detail));

/** Refuses the credentials as expired. */
export const expiredCredentials: Kind = {
  aws: refused('expired-token'),
  kubernetes: unauthorized,
};

/**
 * Refuses the signature as too old, as for a client whose clock is slow, without the correct time. Clusters accept tokens that were created
 * elsewhere.
 */
export const wrongClock: Kind = {
  aws: refused(
    'too-old',
    'Signature expired: 20260101T120000Z is now earlier than 20260101T124500Z (20260101T130000Z - 15 min.)',
  ),
};
