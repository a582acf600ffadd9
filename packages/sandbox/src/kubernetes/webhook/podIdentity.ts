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

/** What the webhook knows beside pod and ServiceAccount. */
export interface PodIdentityWebhookOptions {
  /** Sets `AWS_REGION` and `AWS_DEFAULT_REGION` where a container has none (`--aws-default-region`). */
  region?: string;
  /** Whether the ServiceAccount has an EKS Pod Identity association, which comes before its annotation. */
  associated?: boolean;
}

export const POD_IDENTITY_WEBHOOK = 'pod-identity-webhook';

const WEBHOOK = 'iam-for-pods.amazonaws.com';

const PREFIX = 'eks.amazonaws.com';
const DEFAULT_AUDIENCE = 'sts.amazonaws.com';
const DEFAULT_EXPIRATION_SECONDS = 86_400;
const MINIMUM_EXPIRATION_SECONDS = 600;

/** What one mechanism adds to a pod: a token, and the variables by which SDKs find it. */
interface Injection {
  /** Set together, or not at all when the container has one of them. */
  variables: EnvVar[];
  volume: string;
  mountPath: string;
  audience: string;
  /** The token's file in the volume. */
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

/** "How EKS Pod Identity works", Amazon EKS User Guide. */
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
 * The webhook takes part only while a configuration of it for pods stands in the cluster, with a CA bundle that the API server can use and a version
 * that it answers.
 * Otherwise pods are let through as they are, since its failure policy is `Ignore`.
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

/** Whether one of the webhooks of a configuration is that of EKS, by its own name or the configuration's. */
export function isPodIdentityWebhook(
  { metadata }: MutatingWebhookConfiguration,
  { name }: MutatingWebhook,
): boolean {
  return name === WEBHOOK || metadata.name === POD_IDENTITY_WEBHOOK;
}

/**
 * The API server sends the first version of the list that it knows. The webhook takes part in v1beta1 alone, as it did until August 2026 (issue 225 of
 * aws/amazon-eks-pod-identity-webhook).
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
 * What the EKS pod identity webhook makes of a pod that is being created. Gives back the pod itself when there is nothing
 * to inject. A malformed role ARN is injected all the same, as the webhook does.
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

/** The variable names the file as Windows does; the mount path stays as it is. */
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
 * The fields of the first line that is not empty, as Go's `encoding/csv` reads it: white space counts, and a quotation mark in the middle of a field is
 * an error, for which nothing is skipped. Line breaks and commas between quotation marks are not told apart: no name of a container has them.
 */
function firstRecord(text: string): string[] {
  const line = text.split(/\r?\n/).find(each => each !== '') ?? '';
  const fields = line
    .split(',')
    .map(field => field.replace(/^"([^"]*)"$/, '$1'));
  return fields.some(field => field.includes('"')) ? [] : fields;
}

/** A value that is no number counts as none; one that is too short is lengthened, one that is too long is left. */
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

/** A volume of that name that the pod brings itself is left as it is. */
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
