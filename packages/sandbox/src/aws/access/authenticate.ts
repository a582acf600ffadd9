import type { HttpRequest } from '../../server/http';
import type { World } from '../../state/world';
import { type Caller, type Credential, findCredential } from './caller';
import {
  IncompleteSignatureError,
  type SentSignature,
  readSignature,
  sha256,
  signatureMatches,
} from '../signature/sigv4';

/** The reason why a signature was rejected. Each protocol has its own error code and message for it. */
export type SignatureProblem =
  | 'missing'
  | 'incomplete'
  | 'unknown-key'
  | 'wrong-token'
  | 'expired-token'
  | 'mismatch'
  | 'payload-mismatch'
  | 'too-old'
  | 'too-new'
  | 'presigned-expired';

export class SignatureError extends Error {
  constructor(
    readonly problem: SignatureProblem,
    /** The detail in AWS's message: the times of a skewed request, or the missing part. */
    readonly detail = '',
  ) {
    super(detail || problem);
    this.name = 'SignatureError';
  }
}

/** A request with a verified signature: its caller and signature. */
export interface SignedRequest {
  caller: Caller;
  signature: SentSignature;
  /** The secret access key, for the chunk signatures of a streamed body. */
  secret: string;
}

const SKEW_MS = 15 * 60 * 1000;

/** Returns the ID of the account whose access key a request names; undefined if there is none. Does not verify the signature. */
export function namedAccount(
  world: World,
  request: HttpRequest,
): string | undefined {
  try {
    const signature = readSignature(request);
    return (
      signature &&
      findCredential(world, signature.accessKeyId)?.caller?.account.id
    );
  } catch (error) {
    if (error instanceof IncompleteSignatureError) {
      return undefined;
    }
    throw error;
  }
}

/** Verifies the SigV4 signature of a request, in the header or presigned, and returns the caller. Throws {@link SignatureError}. */
export function authenticate(
  world: World,
  request: HttpRequest,
): SignedRequest {
  const signature = readSent(request);
  const credential = findCredential(world, signature.accessKeyId);
  const disabled = credential?.caller?.account.disabledRegions;
  if (!credential || disabled?.has(signature.region)) {
    throw new SignatureError('unknown-key');
  }
  checkTime(world.now(), signature);
  if (!signatureMatches(request, signature, credential.secret)) {
    throw new SignatureError('mismatch');
  }
  checkPayload(request);
  return {
    caller: currentCaller(world, signature, credential),
    signature,
    secret: credential.secret,
  };
}

function readSent(request: HttpRequest): SentSignature {
  try {
    const signature = readSignature(request);
    if (signature) {
      return signature;
    }
  } catch (error) {
    if (error instanceof IncompleteSignatureError) {
      throw new SignatureError('incomplete', error.message);
    }
    throw error;
  }
  throw new SignatureError('missing');
}

function currentCaller(
  world: World,
  signature: SentSignature,
  credential: Credential,
): Caller {
  if (credential.sessionToken !== signature.sessionToken) {
    throw new SignatureError('wrong-token');
  }
  if (credential.expiresAt && credential.expiresAt <= world.now()) {
    throw new SignatureError('expired-token');
  }
  if (!credential.caller) {
    throw new SignatureError('unknown-key');
  }
  return credential.caller;
}

function checkTime(now: Date, signature: SentSignature): void {
  const signedAt = parseTimestamp(signature.timestamp);
  const age = now.getTime() - signedAt.getTime();
  const [signed, current] = [signature.timestamp, timestamp(now)];
  if (-age > SKEW_MS) {
    const latest = timestamp(new Date(now.getTime() + SKEW_MS));
    throw new SignatureError(
      'too-new',
      `Signature not yet current: ${signed} is still later than ${latest} (${current} + 15 min.)`,
    );
  }
  // Only S3 uses the lifetime of a presigned request. All other services accept it for 15 minutes.
  if (signature.expires !== undefined && signature.service === 's3') {
    if (age > signature.expires * 1000) {
      throw new SignatureError('presigned-expired');
    }
    return;
  }
  if (age > SKEW_MS) {
    const earliest = timestamp(new Date(now.getTime() - SKEW_MS));
    throw new SignatureError(
      'too-old',
      `Signature expired: ${signed} is now earlier than ${earliest} (${current} - 15 min.)`,
    );
  }
  if (signature.date !== signed.slice(0, 8)) {
    throw new SignatureError('mismatch');
  }
}

function checkPayload(request: HttpRequest): void {
  const stated = request.headers.get('x-amz-content-sha256');
  if (
    stated !== undefined &&
    /^[0-9a-f]{64}$/.test(stated) &&
    stated !== sha256(request.body)
  ) {
    throw new SignatureError('payload-mismatch');
  }
}

function parseTimestamp(value: string): Date {
  return new Date(
    value.replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    ),
  );
}

function timestamp(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, '');
}
