import fc from 'fast-check';
import {
  ChunkSignatureError,
  decodeChunks,
  MalformedChunksError,
} from './chunks';

/** "Example calculations" of "Transferring payload in multiple chunks", Amazon S3 API Reference. */
const SENT = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  scope: '20130524/us-east-1/s3/aws4_request',
  date: '20130524',
  region: 'us-east-1',
  service: 's3',
  signedHeaders: [],
  signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  timestamp: '20130524T000000Z',
};
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const CHUNKS: [number, string][] = [
  [65536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  [1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  [0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
];

function encode(chunks: [number, string][], fill = 'a'): Buffer {
  return Buffer.from(
    chunks
      .map(
        ([size, signature]) =>
          `${size.toString(16)};chunk-signature=${signature}\r\n${fill.repeat(
            size,
          )}\r\n`,
      )
      .join(''),
  );
}

/** Returns the class of the error that the function throws. */
function failureOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.constructor : error;
  }
}

describe('aws-chunked bodies', () => {
  const signing = { sent: SENT, secret: SECRET, signed: true };

  it('are decoded from the signed chunks of the S3 guide', () => {
    const { body } = decodeChunks(encode(CHUNKS), signing);
    expect(body.equals(Buffer.alloc(66560, 'a'))).toBe(true);
  });

  it('are rejected when a byte, a signature, or the order differs', () => {
    const [first, second, last] = CHUNKS;
    for (const forged of [
      encode(CHUNKS, 'b'),
      encode([first, [1024, first[1]], last]),
      encode([second, first, last]),
      encode([first, last]),
    ]) {
      expect(() => decodeChunks(forged, signing)).toThrow(ChunkSignatureError);
    }
  });

  it('round-trip any body that was split into unsigned chunks, with the trailers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 })),
        fc.boolean(),
        (parts, trailing) => {
          const chunks = parts.map(part =>
            Buffer.concat([
              Buffer.from(`${part.length.toString(16)}\r\n`),
              part,
              Buffer.from('\r\n'),
            ]),
          );
          const end = trailing ? 'x-amz-checksum-crc32:AAAAAA==\r\n' : '';
          const decoded = decodeChunks(
            Buffer.concat([...chunks, Buffer.from(`0\r\n${end}\r\n`)]),
            { ...signing, signed: false },
          );
          expect(decoded.body.equals(Buffer.concat(parts))).toBe(true);
          expect([...decoded.trailers]).toEqual(
            trailing ? [['x-amz-checksum-crc32', 'AAAAAA==']] : [],
          );
        },
      ),
    );
  });

  it('end with a body or an error for any input', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
        expect([undefined, MalformedChunksError]).toContain(
          failureOf(() =>
            decodeChunks(Buffer.from(bytes), { ...signing, signed: false }),
          ),
        );
      }),
    );
  });
});
