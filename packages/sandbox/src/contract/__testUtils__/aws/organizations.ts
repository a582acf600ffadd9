import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

/** Calls an operation of AWS Organizations. Rejects with an error like those of the SDK. */
export type Organizations = (
  operation: string,
  input?: object,
) => Promise<Record<string, unknown>>;

/** The SDK's client is not installed for so few operations: requests are made and signed here ("AWS JSON 1.1 protocol", Smithy). */
export function organizationsAt(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
): Organizations {
  const { hostname, host, port } = new URL(endpoint);
  const signer = new SignatureV4({
    ...{ service: 'organizations', region: 'us-east-1' },
    ...{ credentials, sha256: Sha256 },
  });
  return async (operation, input = {}) => {
    const { headers, body } = await signer.sign(
      new HttpRequest({
        ...{ method: 'POST', protocol: 'http:', hostname, path: '/' },
        port: Number(port),
        headers: {
          host,
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSOrganizationsV20161128.${operation}`,
        },
        body: JSON.stringify(input),
      }),
    );
    const response = await fetch(endpoint, { method: 'POST', headers, body });
    const answer = await response.json();
    if (response.ok) return answer;
    throw Object.assign(new Error(answer.message ?? answer.Message), {
      name: String(answer.__type).replace(/^.*#/, ''),
      $metadata: { httpStatusCode: response.status },
    });
  };
}
