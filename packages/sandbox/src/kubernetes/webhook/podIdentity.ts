import { X509Certificate } from 'node:crypto';
import type { JsonObject } from '../json';
import type {
  Container,
  EnvVar,
  MutatingWebhook,
  MutatingWebhookConfiguration,
  Pod,
  ServiceAccount,
  Volume,
} from '../objects';

/** The facts that the webhook uses in addition to the pod and ServiceAccount. */
export interface PodIdentityWebhookOptions {
  /** The value for `AWS_REGION` and `AWS_DEFAULT_REGION`, set if a container has neither (`--aws-default-region`). */
  region?: string;
  /** Whether the ServiceAccount has an EKS Pod Identity association, which takes precedence over its annotation. */
  associated?: boolean;
}

export const POD_IDENTITY_WEBHOOK = 'pod-identity-webhook';

const WEBHOOK = 'iam-for-pods.amazonaws.com';

const PREFIX = 'eks.amazonaws.com';
const DEFAULT_AUDIENCE = 'sts.amazonaws.com';
const DEFAULT_EXPIRATION_SECONDS = 86_400;
const MINIMUM_EXPIRATION_SECONDS = 600;

/** The changes that one mechanism makes to a pod: a token, and the variables that SDKs use to find it. */
interface Injection {
  /** The variables. They are set together, or not at all if the container has one of them. */
  variables: EnvVar[];
  volume: string;
  mountPath: string;
  audience: string;
  /** The path of the token file in the volume. */
  path: string;
}

function webIdentity(roleArn: string, audience: string): Injection {
  const mountPath = '/var/run/secrets/eks.amazonaws.com/serviceaccount';
  return {
    variables: [
      { name: 'AWS_ROLE_ARN', value: roleArn },
      { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: `${mountPath}/token` },
    ],
    volume: 'aws-iam-token',
    mountPath,
    audience,
    path: 'token',
  };
}

/** Returns the changes for EKS Pod Identity ("How EKS Pod Identity works", Amazon EKS User Guide). */
function eksPodIdentity(): Injection {
  const mountPath = '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount';
  const path = 'eks-pod-identity-token';
  return {
    variables: [
      {
        name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI',
        value: 'http://169.254.170.23/v1/credentials',
      },
      {
        name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
        value: `${mountPath}/${path}`,
      },
    ],
    volume: 'eks-pod-identity-token',
    mountPath,
    audience: 'pods.eks.amazonaws.com',
    path,
  };
}

/**
 * Checks whether the webhook takes part. The cluster must have a configuration for pods, with a CA bundle that the API server accepts and a version
 * that the webhook supports. Otherwise pods are admitted unchanged, because the failure policy is `Ignore`.
 */
export function isWebhookActive(
  configurations: MutatingWebhookConfiguration[],
): boolean {
  return configurations.some(configuration =>
    (configuration.webhooks ?? []).some(
      webhook =>
        isPodIdentityWebhook(configuration, webhook) &&
        (webhook.rules ?? []).some(isAboutPods) &&
        speaksV1beta1(webhook) &&
        isCertificate(webhook.clientConfig.caBundle ?? ''),
    ),
  );
}

/** Checks whether a webhook of a configuration is the EKS webhook, by its own name or the configuration's. */
export function isPodIdentityWebhook(
  { metadata }: MutatingWebhookConfiguration,
  { name }: MutatingWebhook,
): boolean {
  return name === WEBHOOK || metadata.name === POD_IDENTITY_WEBHOOK;
}

/**
 * Checks whether the API server sends v1beta1: it uses the first version in the list that it supports. The webhook supports only v1beta1, as it did
 * until August 2026 (issue 225 of aws/amazon-eks-pod-identity-webhook).
 */
function speaksV1beta1({ admissionReviewVersions = [] }: MutatingWebhook) {
  const sent = admissionReviewVersions.find(version =>
    ['v1', 'v1beta1'].includes(version),
  );
  return sent === 'v1beta1';
}

function isAboutPods({ resources }: JsonObject): boolean {
  return (
    Array.isArray(resources) &&
    (resources.includes('pods') || resources.includes('*'))
  );
}

function isCertificate(caBundle: string): boolean {
  try {
    return Boolean(new X509Certificate(Buffer.from(caBundle, 'base64')));
  } catch {
    return false;
  }
}

/**
 * Mutates a new pod as the EKS pod identity webhook does. Returns the pod itself if there is nothing to inject. Like the webhook, injects a malformed
 * role ARN as well.
 */
export function injectPodIdentity(
  pod: Pod,
  serviceAccount: ServiceAccount | undefined,
  options: PodIdentityWebhookOptions = {},
): Pod {
  const accountAnnotations = serviceAccount?.metadata.annotations ?? {};
  const podAnnotations = pod.metadata.annotations ?? {};
  const roleArn = accountAnnotations[`${PREFIX}/role-arn`];
  const skipped = `${PREFIX}/skip-pod-identity-webhook`;
  const { associated = false, region } = options;
  if (
    !(roleArn || associated) ||
    Object.hasOwn(pod.metadata.labels ?? {}, skipped)
  ) {
    return pod;
  }
  const ofMechanism = associated
    ? eksPodIdentity()
    : webIdentity(
        roleArn,
        accountAnnotations[`${PREFIX}/audience`] ?? DEFAULT_AUDIENCE,
      );
  const injection = selectsWindows(pod) ? onWindows(ofMechanism) : ofMechanism;
  const expirationSeconds =
    parseExpiration(podAnnotations[`${PREFIX}/token-expiration`]) ??
    parseExpiration(accountAnnotations[`${PREFIX}/token-expiration`]) ??
    DEFAULT_EXPIRATION_SECONDS;
  const regional =
    accountAnnotations[`${PREFIX}/sts-regional-endpoints`] !== 'false';
  const skipContainers = firstRecord(
    podAnnotations[`${PREFIX}/skip-containers`] ?? '',
  );
  const inject = (container: Container) =>
    skipContainers.includes(container.name)
      ? container
      : injectContainer(container, injection, { regional, region });
  return {
    ...pod,
    spec: {
      ...pod.spec,
      containers: pod.spec.containers.map(inject),
      ...(pod.spec.initContainers && {
        initContainers: pod.spec.initContainers.map(inject),
      }),
      volumes: withTokenVolume(
        pod.spec.volumes ?? [],
        injection,
        expirationSeconds,
      ),
    },
  };
}

function selectsWindows({ spec: { nodeSelector = {} } }: Pod): boolean {
  return ['kubernetes.io/os', 'beta.kubernetes.io/os'].some(
    key => nodeSelector[key] === 'windows',
  );
}

/** Returns the changes for Windows: the variables use a Windows path, but the mount path is unchanged. */
function onWindows(injection: Injection): Injection {
  const { variables, mountPath } = injection;
  return {
    ...injection,
    variables: variables.map(({ name, value = '' }) => ({
      name,
      value: value.startsWith(mountPath)
        ? `C:${value.replaceAll('/', '\\')}`
        : value,
    })),
  };
}

/**
 * Returns the fields of the first non-empty line, as Go's `encoding/csv` reads it: spaces count, and a quotation mark inside a field is an error, for
 * which nothing is skipped. Line breaks and commas in quotation marks are not supported: container names never have them.
 */
function firstRecord(text: string): string[] {
  const line = text.split(/\r?\n/).find(each => each !== '') ?? '';
  const fields = line
    .split(',')
    .map(field => field.replace(/^"([^"]*)"$/, '$1'));
  return fields.some(field => field.includes('"')) ? [] : fields;
}

/**
 * Parses an expiration in seconds. Ignores a value that is not a number, and raises one that is too short, but does not limit one that is too long.
 */
function parseExpiration(text: string | undefined): number | undefined {
  return text !== undefined && /^[-+]?\d+$/.test(text)
    ? Math.max(Number(text), MINIMUM_EXPIRATION_SECONDS)
    : undefined;
}

function injectContainer(
  container: Container,
  { variables, volume, mountPath }: Injection,
  how: { regional: boolean; region?: string },
): Container {
  const env = container.env ?? [];
  const has = (name: string) => env.some(variable => variable.name === name);
  const added: EnvVar[] = [];
  if (how.regional && !has('AWS_STS_REGIONAL_ENDPOINTS')) {
    added.push({ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' });
  }
  if (how.region && !has('AWS_REGION') && !has('AWS_DEFAULT_REGION')) {
    added.push(
      { name: 'AWS_DEFAULT_REGION', value: how.region },
      { name: 'AWS_REGION', value: how.region },
    );
  }
  if (!variables.some(({ name }) => has(name))) {
    added.push(...variables);
  }
  const mounts = container.volumeMounts ?? [];
  const mounted = mounts.some(({ name }) => name === volume);
  return {
    ...container,
    env: [...env, ...added],
    volumeMounts: mounted
      ? mounts
      : [...mounts, { name: volume, readOnly: true, mountPath }],
  };
}

/** Adds the token volume. Keeps a volume of the same name that the pod already has. */
function withTokenVolume(
  volumes: Volume[],
  { volume, audience, path }: Injection,
  expirationSeconds: number,
): Volume[] {
  if (volumes.some(({ name }) => name === volume)) {
    return volumes;
  }
  return [
    {
      name: volume,
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { audience, expirationSeconds, path } },
        ],
      },
    },
    ...volumes,
  ];
}
