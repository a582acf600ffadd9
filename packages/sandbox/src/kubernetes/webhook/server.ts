import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { podIdentityWebhook } from '../bootstrap/webhook';
import type { ServingCertificates } from '../certificates';
import { makeServingCertificates } from '../certificates';
import { isJsonObject, jsonEqual, type JsonObject } from '../json';
import type {
  MutatingWebhookConfiguration,
  Pod,
  ServiceAccount,
} from '../objects';
import { injectPodIdentity } from './podIdentity';

/**
 * The cluster facts that the webhook needs.
 * @public
 */
export interface PodIdentityWebhookServerOptions {
  /** The region that the webhook sets in pods. */
  region: string;
  /** Returns the annotations of a ServiceAccount, or undefined if it does not exist. */
  annotationsOf(
    namespace: string,
    name: string,
  ): Promise<Record<string, string> | undefined>;
}

/**
 * The sandbox's pod identity webhook, served to an API server outside the sandbox.
 * @public
 */
export interface PodIdentityWebhook {
  /** The `MutatingWebhookConfiguration` that registers it with an API server. */
  configuration: object;
  close(): Promise<void>;
}

/** The fields of a pod spec that the webhook changes. */
const CHANGED = ['volumes', 'initContainers', 'containers'] as const;

/**
 * Serves the webhook over HTTPS on a free port of this machine (Kubernetes, "Dynamic Admission Control").
 *
 * @public
 */
export async function startPodIdentityWebhook(
  options: PodIdentityWebhookServerOptions,
): Promise<PodIdentityWebhook> {
  const certificates = await makeServingCertificates('pod-identity-webhook', [
    '127.0.0.1',
  ]);
  const server = createServer(
    { cert: certificates.certificate, key: certificates.privateKey },
    (request, response) => {
      void serve(options, request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    configuration: configurationOf(certificates, port),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Returns the configuration as EKS registers it, but with this address. */
function configurationOf(
  { certificateAuthority }: ServingCertificates,
  port: number,
): MutatingWebhookConfiguration {
  const configuration = podIdentityWebhook(certificateAuthority);
  for (const { clientConfig } of configuration.webhooks ?? []) {
    clientConfig.url = `https://127.0.0.1:${port}/mutate`;
  }
  return configuration;
}

async function serve(
  options: PodIdentityWebhookServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const review = await json(request);
    const answer = JSON.stringify(await answerReview(options, review));
    response.setHeader('Content-Type', 'application/json');
    response.end(answer);
  } catch (error) {
    response.statusCode = 400;
    response.end(String(error));
  }
}

/** Answers an AdmissionReview of a new pod, in the API version of the review. */
async function answerReview(
  { region, annotationsOf }: PodIdentityWebhookServerOptions,
  review: unknown,
): Promise<JsonObject> {
  const { apiVersion, kind, request } = review as JsonObject;
  if (!isJsonObject(request) || !isJsonObject(request.object)) {
    throw new Error('This is not an AdmissionReview of a pod.');
  }
  const pod = request.object as JsonObject & Pod;
  const namespace = String(request.namespace);
  const name = pod.spec.serviceAccountName ?? 'default';
  const annotations = await annotationsOf(namespace, name);
  const account: ServiceAccount | undefined = annotations && {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace, annotations },
  };
  const patch = patchOf(pod, injectPodIdentity(pod, account, { region }));
  return {
    apiVersion,
    kind,
    response: {
      uid: request.uid,
      allowed: true,
      ...(patch.length > 0 && {
        patchType: 'JSONPatch',
        patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
      }),
    },
  };
}

function patchOf(before: Pod, after: Pod): JsonObject[] {
  return CHANGED.flatMap(part => {
    const value = after.spec[part];
    return value === undefined || jsonEqual(value, before.spec[part])
      ? []
      : [{ op: 'add', path: `/spec/${part}`, value }];
  });
}
