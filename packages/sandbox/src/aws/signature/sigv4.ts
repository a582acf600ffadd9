import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../../server/http';
import { decodePart, parsePairs, percentEncode } from '../protocol/encoding';

/** A SigV4 signature as it was sent ("Signature Version 4 signing process", AWS General Reference). */
export interface SentSignature {
  accessKeyId: string;
  /** The credential scope, `yyyymmdd/region/service/aws4_request`. */
  scope: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** The time of signing, `yyyymmddThhmmssZ`. */
  timestamp: string;
  sessionToken?: string;
  /** The validity period of a presigned request, in seconds; undefined for a signed header. */
  expires?: number;
}

/** The signature cannot be read. */
export class IncompleteSignatureError extends Error {}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Reads the signature from the Authorization header or, for a presigned request, from the query string; undefined if there is none.
 * Throws {@link IncompleteSignatureError} if a part is missing or invalid.
 */
export function readSignature(request: HttpRequest): SentSignature | undefined {
  const header = request.headers.get('authorization');
  if (header !== undefined) {
    return fromHeader(header, request);
  }
  const query = new Map(parsePairs(request.query, false));
  return query.has('X-Amz-Credential') || query.has('X-Amz-Algorithm')
    ? fromQuery(query)
    : undefined;
}

function fromHeader(header: string, request: HttpRequest): SentSignature {
  const [algorithm] = header.split(' ', 1);
  if (algorithm !== ALGORITHM) {
    throw new IncompleteSignatureError(
      `Authorization header requires an existence of '${ALGORITHM}'`,
    );
  }
  const parts = new Map(
    header
      .slice(algorithm.length)
      .split(',')
      .map(part => {
        const [name, ...value] = part.trim().split('=');
        return [name, value.join('=')];
      }),
  );
  return assemble({
    credential: parts.get('Credential'),
    signedHeaders: parts.get('SignedHeaders'),
    signature: parts.get('Signature'),
    timestamp: request.headers.get('x-amz-date'),
    sessionToken: request.headers.get('x-amz-security-token'),
  });
}

function fromQuery(query: Map<string, string>): SentSignature {
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) {
    throw new IncompleteSignatureError(
      `X-Amz-Algorithm must be '${ALGORITHM}'`,
    );
  }
  const expires = Number(query.get('X-Amz-Expires') ?? '900');
  if (!Number.isInteger(expires) || expires < 0 || expires > 604_800) {
    throw new IncompleteSignatureError(
      'X-Amz-Expires must be between 0 and 604800 seconds',
    );
  }
  return {
    ...assemble({
      credential: query.get('X-Amz-Credential'),
      signedHeaders: query.get('X-Amz-SignedHeaders'),
      signature: query.get('X-Amz-Signature'),
      timestamp: query.get('X-Amz-Date'),
      sessionToken: query.get('X-Amz-Security-Token'),
    }),
    expires,
  };
}

function assemble(sent: {
  credential: string | undefined;
  signedHeaders: string | undefined;
  signature: string | undefined;
  timestamp: string | undefined;
  sessionToken: string | undefined;
}): SentSignature {
  const { credential, signedHeaders, signature, timestamp } = sent;
  if (!credential || !signedHeaders || !signature || !timestamp) {
    throw new IncompleteSignatureError(
      'The signature needs Credential, SignedHeaders, Signature and a date',
    );
  }
  const [accessKeyId, date, region, service, end] = credential.split('/');
  if (end !== 'aws4_request' || !/^\d{8}T\d{6}Z$/.test(timestamp)) {
    throw new IncompleteSignatureError(
      'Credential must be <key>/<date>/<region>/<service>/aws4_request and the date yyyymmddThhmmssZ',
    );
  }
  const headers = signedHeaders.toLowerCase().split(';');
  if (!headers.includes('host')) {
    throw new IncompleteSignatureError("'Host' must be a 'SignedHeader'");
  }
  return {
    accessKeyId,
    scope: `${date}/${region}/${service}/aws4_request`,
    date,
    region,
    service,
    signedHeaders: headers,
    signature,
    timestamp,
    ...(sent.sessionToken === undefined
      ? {}
      : { sessionToken: sent.sessionToken }),
  };
}

/** Returns the key that signs requests for one day, region, and service. */
export function signingKey(
  secret: string,
  sent: Pick<SentSignature, 'date' | 'region' | 'service'>,
): Buffer {
  const parts = [sent.date, sent.region, sent.service, 'aws4_request'];
  return parts.reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secret}`),
  );
}

/** Checks whether the signature was made with the secret for exactly this request. */
export function signatureMatches(
  request: HttpRequest,
  sent: SentSignature,
  secret: string,
): boolean {
  const stringToSign = [
    ALGORITHM,
    sent.timestamp,
    sent.scope,
    sha256(canonicalRequest(request, sent)),
  ].join('\n');
  const expected = hmac(signingKey(secret, sent), stringToSign).toString('hex');
  return sameText(expected, sent.signature);
}

/** Compares two texts in a time that does not depend on where they differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

export function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function canonicalRequest(request: HttpRequest, sent: SentSignature): string {
  const headers = sent.signedHeaders.map(
    name =>
      `${name}:${(request.headers.get(name) ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    canonicalPath(request.path, sent.service),
    canonicalQuery(request.query),
    headers.join(''),
    sent.signedHeaders.join(';'),
    payloadHash(request, sent),
  ].join('\n');
}

/** Returns the canonical path. S3 signs the path as it is sent. All other services encode each segment once more. */
function canonicalPath(path: string, service: string): string {
  if (service === 's3') {
    return path
      .split('/')
      .map(segment => percentEncode(decodePart(segment)))
      .join('/');
  }
  return path.split('/').map(percentEncode).join('/');
}

function canonicalQuery(query: string): string {
  return parsePairs(query, false)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(
      ([name, value]) => [percentEncode(name), percentEncode(value)] as const,
    )
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function order(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function payloadHash(request: HttpRequest, sent: SentSignature): string {
  const header = request.headers.get('x-amz-content-sha256');
  if (header !== undefined) {
    return header;
  }
  return sent.expires !== undefined && sent.service === 's3'
    ? 'UNSIGNED-PAYLOAD'
    : sha256(request.body);
}
