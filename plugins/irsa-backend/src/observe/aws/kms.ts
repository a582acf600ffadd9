import { Sha256 } from '@aws-crypto/sha256-js';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { partitionOf } from '@backstage-irsa/core/arn';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { isError } from '@backstage/errors';
import { textOf, InvalidResponseError } from '@backstage-irsa/core/model';
import { USER_AGENT } from './callIdentity';
import { AwsSilentError } from './errors';
import { named, patient } from './retry';

/** A key policy has 32 KB at most ("Quotas", AWS KMS Developer Guide); escapes make the answer longer. */
const MOST_BYTES = 256 * 1024;

/** An error that KMS answered, in the shape that those of the SDK have. */
class KmsError extends Error {
  readonly $fault = 'client';
  readonly $metadata: { httpStatusCode: number };

  constructor(code: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = code;
    this.$metadata = { httpStatusCode };
  }
}

/** Where and as whom KMS is asked. */
export interface KmsAccess {
  accountId: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  /** Instead of AWS's own. */
  endpoint?: string;
  requestHandler: NodeHttpHandler;
  timeoutMs: number;
}

/**
 * The document of a key's policy, as text. It is the one call to KMS, for which its client would be one more dependency: the request is made and
 * signed here.
 *
 * Source: "GetKeyPolicy", AWS KMS API Reference; "AWS JSON 1.1 protocol", Smithy.
 */
export async function getKeyPolicy(
  access: KmsAccess,
  keyId: string,
): Promise<string> {
  const ask = named<{ keyId: string }, object>(access.accountId)(
    patient<{ keyId: string }, object>(async ({ input }) => ({
      response: undefined,
      output: await send(access, 'TrentService.GetKeyPolicy', {
        KeyId: input.keyId,
        PolicyName: 'default',
      }),
    })),
  );
  const { output } = await ask({ input: { keyId } });
  return textOf(Reflect.get(output, 'Policy'));
}

async function send(
  access: KmsAccess,
  target: string,
  input: object,
): Promise<object> {
  const { region, credentials, requestHandler, timeoutMs } = access;
  const { protocol, hostname, port, host } = new URL(
    access.endpoint ?? `https://kms.${region}.${partitionOf(region).dnsSuffix}`,
  );
  const signer = new SignatureV4({
    ...{ service: 'kms', region, credentials, sha256: Sha256 },
  });
  const signed = await signer.sign(
    new HttpRequest({
      ...{ method: 'POST', protocol, hostname, path: '/' },
      ...(port !== '' && { port: Number(port) }),
      headers: {
        host,
        'content-type': 'application/x-amz-json-1.1',
        'user-agent': USER_AGENT,
        'x-amz-target': target,
      },
      body: JSON.stringify(input),
    }),
  );
  const { response } = await requestHandler
    .handle(new HttpRequest(signed))
    .catch(error => {
      throw isError(error) && error.name === 'TimeoutError'
        ? new AwsSilentError(timeoutMs)
        : error;
    });
  return readAnswer(response.statusCode, response.body);
}

/** Throws what KMS refused. */
async function readAnswer(
  status: number,
  body: AsyncIterable<Uint8Array>,
): Promise<object> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new InvalidResponseError('too long');
    chunks.push(chunk);
  }
  const answer = parse(Buffer.concat(chunks).toString('utf8'));
  if (status < 300) return answer;
  const code = textOf(Reflect.get(answer, '__type')).replace(/^.*#/, '');
  throw new KmsError(
    code || 'UnknownError',
    textOf(Reflect.get(answer, 'message') ?? Reflect.get(answer, 'Message')),
    status,
  );
}

function parse(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new InvalidResponseError('no JSON');
  }
}
