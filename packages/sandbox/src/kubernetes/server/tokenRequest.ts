import type { Json, JsonObject } from '../json';
import { isJsonObject } from '../json';
import { timestamp } from '../metadata';
import type { Pod } from '../objects';
import { pods } from '../resources/pods';
import { serviceAccounts } from '../resources/serviceAccounts';
import { badRequest, conflict, invalid, methodNotAllowed } from '../status';
import { API_AUDIENCE, mintServiceAccountToken } from '../access/tokens';
import { parseObject } from './body';
import type { Context, Reply } from './context';

const DEFAULT_SECONDS = 3600;
const MINIMUM_SECONDS = 600;
/** The longest expiration that the API server accepts, in seconds. */
const LONGEST_SECONDS = 2 ** 32;
/** The maximum expiration that EKS sets on its API servers, in seconds (`--service-account-max-token-expiration`). */
const MAXIMUM_SECONDS = 86_400;

/**
 * Serves `serviceaccounts/{name}/token` (Kubernetes, "TokenRequest").
 * @throws StatusError 404, 409 if the pod has another UID, 422 if the expiration is out of range
 */
export async function requestToken(context: Context): Promise<Reply> {
  const { api, request, headers, body } = context;
  if (request.verb !== 'create') {
    throw methodNotAllowed();
  }
  const account = api.read(
    serviceAccounts,
    request.namespace,
    request.name ?? '',
  );
  const given = parseObject(body, headers.contentType);
  const spec = isJsonObject(given.spec) ? given.spec : {};
  const asked = secondsOf(spec.expirationSeconds);
  const expirationSeconds = Math.min(asked, MAXIMUM_SECONDS);
  const audiences = audiencesOf(spec.audiences);
  const { token, expiresAt } = await mintServiceAccountToken(
    api.cluster,
    account,
    {
      audiences,
      expirationSeconds,
      pod: boundPod(context, spec.boundObjectRef),
      now: api.now(),
    },
  );
  return {
    status: 201,
    body: {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: {
        name: account.metadata.name,
        namespace: account.metadata.namespace,
        creationTimestamp: timestamp(api.now()),
      },
      spec: {
        audiences,
        expirationSeconds,
        boundObjectRef: spec.boundObjectRef ?? null,
      },
      status: { token, expirationTimestamp: timestamp(expiresAt) },
    },
    ...(asked > MAXIMUM_SECONDS && {
      warnings: [
        `requested expiration of ${asked} seconds shortened to ${MAXIMUM_SECONDS} seconds`,
      ],
    }),
  };
}

function unreadable(what: string) {
  return badRequest(
    `TokenRequest in version "v1" cannot be handled as a TokenRequest: ${what}`,
  );
}

function audiencesOf(value: Json | undefined): string[] {
  const given = value ?? [];
  const isText = (item: Json): item is string => typeof item === 'string';
  if (!Array.isArray(given) || !given.every(isText)) {
    throw unreadable('audiences must be a list of strings');
  }
  return given.length > 0 ? given : [API_AUDIENCE];
}

function secondsOf(value: Json | undefined): number {
  const seconds = value ?? DEFAULT_SECONDS;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) {
    throw unreadable('expirationSeconds must be a whole number');
  }
  if (seconds < MINIMUM_SECONDS) {
    throw wrongTime(seconds, 'may not specify a duration less than 10 minutes');
  }
  if (seconds > LONGEST_SECONDS) {
    throw wrongTime(
      seconds,
      'may not specify a duration larger than 2^32 seconds',
    );
  }
  return seconds;
}

function wrongTime(seconds: number, why: string) {
  return invalid(
    { group: 'authentication.k8s.io', kind: 'TokenRequest', name: '' },
    [
      {
        reason: 'FieldValueInvalid',
        field: 'spec.expirationSeconds',
        message: `Invalid value: ${seconds}: ${why}`,
      },
    ],
  );
}

function boundPod(
  { api, request }: Context,
  reference: JsonObject[string],
): Pod | undefined {
  if (!isJsonObject(reference)) {
    return undefined;
  }
  if (reference.kind !== 'Pod') {
    throw badRequest(
      `cannot bind token to object of type /${reference.apiVersion}, Kind=${reference.kind}`,
    );
  }
  const name = String(reference.name ?? '');
  const pod = api.read(pods, request.namespace, name);
  const subject = { group: '', kind: 'Pod', name };
  if (reference.uid && reference.uid !== pod.metadata.uid) {
    throw conflict(
      subject,
      `the UID in the bound object reference (${reference.uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    );
  }
  if (pod.spec.serviceAccountName !== request.name) {
    throw badRequest(
      `cannot bind token for serviceaccount ${JSON.stringify(
        request.name,
      )} to pod running with different serviceaccount name.`,
    );
  }
  return pod;
}
