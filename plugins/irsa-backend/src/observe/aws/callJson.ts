import { Sha256 } from '@aws-crypto/sha256-js';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { isError } from '@backstage/errors';
import { textOf, InvalidResponseError } from '@backstage-irsa/core/model';
import { USER_AGENT } from './callIdentity';
import { AwsSilentError } from './errors';
import type { AwsBudget } from './AwsBudget';
import { budgeted, named, patient } from './retry';

/** A key policy has 32 KB at most ("Quotas", AWS KMS Developer Guide), a page of accounts less; escapes make the answer longer. */
const MOST_BYTES = 256 * 1024;

/** An error that AWS answered, in the shape that those of the SDK have. */
class JsonCallError extends Error {
  readonly $fault = 'client';
  readonly $metadata: { httpStatusCode: number };

  constructor(code: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = code;
    this.$metadata = { httpStatusCode };
  }
}

/** Where and as whom a service is asked. */
export interface JsonService {
  /** As signatures name it. */
  service: string;
  accountId: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  budget: Pick<AwsBudget, 'take'>;
  endpoint: string;
  requestHandler: NodeHttpHandler;
  timeoutMs: number;
}

/**
 * Calls an operation of a service of which so little is used that its client would be one more dependency: the request is made and signed here.
 * `target` is the operation with its prefix.
 *
 * Source: "AWS JSON 1.1 protocol", Smithy.
 */
export async function callJson(
  service: JsonService,
  target: string,
  body: object,
): Promise<object> {
  const ask = named<object, object>(service.accountId)(
    patient<object, object>(
      budgeted<object, object>(
        service.accountId,
        service.budget,
      )(async ({ input }) => ({
        response: undefined,
        output: await send(service, target, input),
      })),
    ),
  );
  const { output } = await ask({ input: body });
  return output;
}

async function send(
  access: JsonService,
  target: string,
  input: object,
): Promise<object> {
  const { service, region, credentials, requestHandler, timeoutMs } = access;
  const { protocol, hostname, port, host } = new URL(access.endpoint);
  const signer = new SignatureV4({
    ...{ service, region, credentials, sha256: Sha256 },
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

/** Throws what AWS refused. */
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
  throw new JsonCallError(
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
