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
import { jsonApi, type JsonApi } from './jsonApis';
import { budgeted, named, patient } from './retry';

/**
 * The maximum size of an answer. A key policy has at most 32 KB ("Quotas", AWS KMS Developer Guide), a page of accounts less; escapes make answers
 * longer.
 */
const MOST_BYTES = 256 * 1024;

/** An AWS error in the same shape as errors of the SDK. */
export class CallError extends Error {
  readonly $fault = 'client';
  readonly $metadata: { httpStatusCode: number };

  constructor(code: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = code || 'UnknownError';
    this.$metadata = { httpStatusCode };
  }
}

/** The endpoint, account, and credentials for calls of a service. */
export interface JsonService {
  /** The service name in signatures. */
  service: string;
  accountId: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
  budget: Pick<AwsBudget, 'take'>;
  endpoint: string;
  requestHandler: NodeHttpHandler;
  timeoutMs: number;
}

/** An AWS answer before a protocol parses it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** A call as a protocol encodes it. */
export interface Call {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/**
 * Calls an operation of a service of which too little is used to justify an SDK client as a dependency: the request is built and signed here.
 *
 * Source: "AWS JSON 1.0 protocol" and "AWS JSON 1.1 protocol", Smithy.
 */
export function callJson(
  service: JsonService,
  api: JsonApi,
  operation: string,
  body: object,
): Promise<object> {
  const { target, version } = jsonApi(api);
  return call(
    service,
    {
      ...{ method: 'POST', path: '/', body: JSON.stringify(body) },
      headers: {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${target}.${operation}`,
      },
    },
    readJson,
  );
}

/** Sends a GET request by path, like `callJson`. Source: "AWS restJson1 protocol", Smithy. */
export function getJson(service: JsonService, path: string): Promise<object> {
  return call(service, { method: 'GET', path, headers: {} }, readJson);
}

/**
 * Makes a signed call, retries it while AWS is busy, and counts it in the budget of the account. @throws the error that `read` throws for a refusal
 */
export async function call(
  service: JsonService,
  made: Call,
  read: (answer: Answer) => object,
): Promise<object> {
  const ask = named<object, object>(service.accountId)(
    patient<object, object>(
      budgeted<object, object>(
        service.accountId,
        service.budget,
      )(async () => ({
        response: undefined,
        output: read(await send(service, made)),
      })),
    ),
  );
  const { output } = await ask({ input: made });
  return output;
}

async function send(
  access: JsonService,
  { method, path, headers, body }: Call,
): Promise<Answer> {
  const { service, region, credentials, requestHandler, timeoutMs } = access;
  const { protocol, hostname, port, host } = new URL(access.endpoint);
  const signer = new SignatureV4({
    ...{ service, region, credentials, sha256: Sha256 },
  });
  const signed = await signer.sign(
    new HttpRequest({
      ...{ method, protocol, hostname, path },
      ...(port !== '' && { port: Number(port) }),
      headers: { host, 'user-agent': USER_AGENT, ...headers },
      ...(body !== undefined && { body }),
    }),
  );
  try {
    const { response } = await requestHandler.handle(new HttpRequest(signed));
    return {
      status: response.statusCode,
      headers: response.headers,
      text: await textIn(response.body),
    };
  } catch (error) {
    throw isError(error) && error.name === 'TimeoutError'
      ? new AwsSilentError(timeoutMs)
      : error;
  }
}

async function textIn(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new InvalidResponseError('too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Parses an answer. @throws CallError - if AWS refused the call */
function readJson({ status, headers, text }: Answer): object {
  const answer = parsed(text);
  if (status < 300) {
    if (answer === undefined) throw new InvalidResponseError('no JSON');
    return answer;
  }
  // A proxy or a load balancer can answer instead of the service, for example with HTML.
  const refusal = answer ?? {};
  const type =
    textOf(Reflect.get(refusal, '__type')) || headers['x-amzn-errortype'] || '';
  throw new CallError(
    type.replace(/^.*#/, '').replace(/:.*$/, ''),
    textOf(
      Reflect.get(refusal, 'message') ??
        Reflect.get(refusal, 'Message') ??
        `HTTP status ${status}`,
    ),
    status,
  );
}

/** Returns the object of an answer. Undefined if the answer is no JSON. */
function parsed(text: string): object | undefined {
  try {
    return Object(JSON.parse(text));
  } catch {
    return undefined;
  }
}
