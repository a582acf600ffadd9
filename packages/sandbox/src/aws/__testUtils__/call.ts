import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { XMLParser } from 'fast-xml-parser';
import type { Keys } from './awsFixture';

/** The address of a service. */
export interface Called {
  endpoint: string;
  /** The service name in signatures. */
  service: string;
  region?: string;
}

interface Sent {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
}

/** Signs and sends a request. Used for services whose clients are not installed because the tests use so little of them. */
export async function send(
  { endpoint, service, region = 'eu-west-1' }: Called,
  credentials: Keys,
  { method = 'POST', path = '/', query = {}, headers, body }: Sent,
): Promise<{ status: number; headers: Headers; text: string }> {
  const { hostname, host, port } = new URL(endpoint);
  const signer = new SignatureV4({
    ...{ service, region, credentials, sha256: Sha256 },
  });
  const signed = await signer.sign(
    new HttpRequest({
      ...{ method, protocol: 'http:', hostname, path, query, body },
      port: Number(port),
      headers: { host, ...headers },
    }),
  );
  const search = new URLSearchParams(query).toString();
  const response = await fetch(
    `${endpoint}${path}${search === '' ? '' : `?${search}`}`,
    { method, headers: signed.headers, body },
  );
  return {
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  };
}

export type Answer = Record<string, unknown>;

/** Returns an error like those of the SDK. */
function refused(code: unknown, message: unknown, status: number): Error {
  return Object.assign(new Error(String(message)), {
    name: String(code).replace(/^.*#/, ''),
    $metadata: { httpStatusCode: status },
  });
}

/** Returns a function that calls operations of a service with the AWS JSON protocol. */
export function jsonCaller(
  called: Called & { prefix: string; version?: '1.0' | '1.1' },
) {
  const { prefix, version = '1.1' } = called;
  return async (
    keys: Keys,
    operation: string,
    input: object = {},
  ): Promise<Answer> => {
    const { status, text } = await send(called, keys, {
      headers: {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${prefix}.${operation}`,
      },
      body: JSON.stringify(input),
    });
    const answer = JSON.parse(text);
    if (status < 300) return answer;
    throw refused(answer.__type, answer.message ?? answer.Message, status);
  };
}

/** Returns a function that calls operations of a service with the REST-JSON protocol. An operation is a method and a path. */
export function restCaller(called: Called) {
  return async (
    keys: Keys,
    operation: string,
    input?: object,
  ): Promise<Answer> => {
    const [method, path] = operation.split(' ');
    const { status, headers, text } = await send(called, keys, {
      ...{ method, path },
      ...(input && { body: JSON.stringify(input) }),
    });
    const answer = JSON.parse(text);
    if (status < 300) return answer;
    throw refused(headers.get('x-amzn-errortype'), answer.message, status);
  };
}

/** Returns a function that calls operations of a service with the query protocol. */
export function queryCaller(called: Called & { version: string }) {
  return async (
    keys: Keys,
    operation: string,
    input: Record<string, string> = {},
  ): Promise<Answer> => {
    const { status, text } = await send(called, keys, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        ...{ Action: operation, Version: called.version },
        ...input,
      }).toString(),
    });
    const answer = new XMLParser({ parseTagValue: false }).parse(text);
    if (status < 300) {
      return answer[`${operation}Response`][`${operation}Result`] ?? {};
    }
    const { Code, Message } = answer.ErrorResponse.Error;
    throw refused(Code, Message, status);
  };
}
