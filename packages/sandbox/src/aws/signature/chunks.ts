import type { SentSignature } from './sigv4';
import { hmac, sameText, sha256, signingKey } from './sigv4';

/** The body is not valid `aws-chunked` encoding. */
export class MalformedChunksError extends Error {}

/** The signature of a chunk does not match. */
export class ChunkSignatureError extends Error {}

export interface DecodedBody {
  body: Buffer;
  /** Trailing headers by name in lower case, such as `x-amz-checksum-crc32`. */
  trailers: Map<string, string>;
}

class SignatureChain {
  #previous: string;

  constructor(
    private readonly signing: {
      sent: SentSignature;
      secret: string;
      signed: boolean;
    },
  ) {
    this.#previous = signing.sent.signature;
  }

  chunk(data: Buffer, signature: string | undefined): void {
    this.verify(signature, 'AWS4-HMAC-SHA256-PAYLOAD', [
      sha256(''),
      sha256(data),
    ]);
  }

  trailer(trailers: Map<string, string>): void {
    const signature = trailers.get('x-amz-trailer-signature');
    if (signature === undefined && trailers.size === 0) {
      return;
    }
    const lines = [...trailers]
      .filter(([name]) => name !== 'x-amz-trailer-signature')
      .map(([name, value]) => `${name}:${value}\n`);
    this.verify(signature, 'AWS4-HMAC-SHA256-TRAILER', [
      sha256(lines.join('')),
    ]);
  }

  private verify(
    signature: string | undefined,
    algorithm: string,
    hashes: string[],
  ): void {
    const { sent, secret, signed } = this.signing;
    if (!signed) {
      return;
    }
    const stringToSign = [
      algorithm,
      sent.timestamp,
      sent.scope,
      this.#previous,
      ...hashes,
    ].join('\n');
    const expected = hmac(signingKey(secret, sent), stringToSign).toString(
      'hex',
    );
    if (!sameText(expected, signature ?? '')) {
      throw new ChunkSignatureError();
    }
    this.#previous = expected;
  }
}

/**
 * Decodes an `aws-chunked` body and verifies the chain of chunk signatures if the body is signed ("Signature calculations: transferring payload in
 * multiple chunks", Amazon S3 API Reference).
 */
export function decodeChunks(
  encoded: Buffer,
  signing: { sent: SentSignature; secret: string; signed: boolean },
): DecodedBody {
  const chain = new SignatureChain(signing);
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = readLine(encoded, at);
    const [sizeText, signature] = line.text.split(';chunk-signature=');
    if (!/^[0-9a-fA-F]+$/.test(sizeText)) {
      throw new MalformedChunksError('A chunk must begin with its size');
    }
    const size = parseInt(sizeText, 16);
    const data = encoded.subarray(line.end, line.end + size);
    if (data.length !== size) {
      throw new MalformedChunksError('The body ends within a chunk');
    }
    chain.chunk(data, signature);
    at = line.end + size;
    if (size === 0) {
      break;
    }
    parts.push(data);
    at += 2;
  }
  const trailers = readTrailers(encoded, at);
  chain.trailer(trailers);
  return { body: Buffer.concat(parts), trailers };
}

function readLine(data: Buffer, at: number): { text: string; end: number } {
  const end = data.indexOf('\r\n', at);
  if (end < 0) {
    throw new MalformedChunksError('A chunk header must end with CRLF');
  }
  return { text: data.toString('latin1', at, end), end: end + 2 };
}

function readTrailers(data: Buffer, at: number): Map<string, string> {
  const lines = data
    .toString('latin1', at)
    .split('\r\n')
    .filter(line => line !== '');
  return new Map(
    lines.map(line => {
      const colon = line.indexOf(':');
      return [
        line.slice(0, colon).trim().toLowerCase(),
        line.slice(colon + 1).trim(),
      ];
    }),
  );
}
