import type { HttpRequest } from '../../server/http';
import {
  IncompleteSignatureError,
  readSignature,
  signatureMatches,
} from './sigv4';

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';

function request(over: Partial<HttpRequest>): HttpRequest {
  return {
    method: 'GET',
    path: '/',
    query: '',
    headers: new Map(),
    body: Buffer.alloc(0),
    ...over,
  };
}

function matches(signed: HttpRequest, secret: string): boolean {
  const signature = readSignature(signed);
  return signature !== undefined && signatureMatches(signed, signature, secret);
}

describe('SigV4 with the examples that AWS publishes', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
  const headers = new Map([
    ['host', 'example.amazonaws.com'],
    ['x-amz-date', '20150830T123600Z'],
    ['authorization', AUTHORIZATION],
  ]);

  it('accepts the "get-vanilla" request of the test suite', () => {
    expect(matches(request({ headers }), secret)).toBe(true);
  });

  it.each([
    ['another method', { method: 'POST' }],
    ['another path', { path: '/a' }],
    ['another query', { query: 'a=b' }],
    ['another body', { body: Buffer.from('x') }],
    [
      'another signed header',
      { headers: new Map([...headers, ['host', 'evil.example']]) },
    ],
    [
      'another x-amz-date',
      { headers: new Map([...headers, ['x-amz-date', '20150830T123601Z']]) },
    ],
  ])('rejects it with %s', (_what, over) => {
    expect(matches(request({ headers, ...over }), secret)).toBe(false);
  });

  it('rejects it with another secret', () => {
    expect(matches(request({ headers }), `${secret}x`)).toBe(false);
  });

  it('accepts the presigned S3 request of the S3 guide', () => {
    const query = (path: string) =>
      request({
        path,
        query:
          'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
        headers: new Map([['host', 'examplebucket.s3.amazonaws.com']]),
      });
    const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    expect(matches(query('/test.txt'), key)).toBe(true);
    expect(matches(query('/other.txt'), key)).toBe(false);
  });

  it('finds no signature in an unsigned request', () => {
    expect(readSignature(request({ query: 'Action=X' }))).toBeUndefined();
  });

  it.each([
    ['Basic abc'],
    ['AWS4-HMAC-SHA256 Credential=a/b, Signature=c'],
    [AUTHORIZATION.replace('aws4_request', 'aws5_request')],
  ])('rejects the malformed header %s', authorization => {
    expect(() =>
      readSignature(
        request({ headers: new Map([['authorization', authorization]]) }),
      ),
    ).toThrow(IncompleteSignatureError);
  });
});
