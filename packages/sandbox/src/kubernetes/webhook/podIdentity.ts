import type {
  Container,
  EnvVar,
  MutatingWebhookConfiguration,
  Pod,
  ServiceAccount,
  Volume,
} from '../objects';

/** How the webhook was started (amazon-eks-pod-identity-webhook, its flags). */
export interface PodIdentityWebhookOptions {
  /** Sets `AWS_REGION` and `AWS_DEFAULT_REGION` where a container has none (`--aws-default-region`). */
  region?: string;
}

export const POD_IDENTITY_WEBHOOK = 'pod-identity-webhook';

const PREFIX = 'eks.amazonaws.com';
const VOLUME = 'aws-iam-token';
const MOUNT_PATH = '/var/run/secrets/eks.amazonaws.com/serviceaccount';
const DEFAULT_AUDIENCE = 'sts.amazonaws.com';
const DEFAULT_EXPIRATION_SECONDS = 86_400;
const MINIMUM_EXPIRATION_SECONDS = 600;
const ROLE_ARN = 'AWS_ROLE_ARN';
const TOKEN_FILE = 'AWS_WEB_IDENTITY_TOKEN_FILE';

/** The webhook takes part only while its configuration stands in the cluster, with a CA bundle that the API server can use. */
export function isWebhookActive(
  configuration: MutatingWebhookConfiguration | undefined,
): boolean {
  return (
    configuration?.webhooks?.some(({ clientConfig }) =>
      Boolean(clientConfig.caBundle),
    ) ?? false
  );
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
  if (!roleArn || Object.hasOwn(pod.metadata.labels ?? {}, skipped)) {
    return pod;
  }
  const expirationSeconds =
    parseExpiration(podAnnotations[`${PREFIX}/token-expiration`]) ??
    parseExpiration(accountAnnotations[`${PREFIX}/token-expiration`]) ??
    DEFAULT_EXPIRATION_SECONDS;
  const regional =
    accountAnnotations[`${PREFIX}/sts-regional-endpoints`] !== 'false';
  const skipContainers = (podAnnotations[`${PREFIX}/skip-containers`] ?? '')
    .split(',')
    .map(name => name.trim());
  const inject = (container: Container) =>
    skipContainers.includes(container.name)
      ? container
      : injectContainer(container, { roleArn, regional, ...options });
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
        accountAnnotations[`${PREFIX}/audience`] ?? DEFAULT_AUDIENCE,
        expirationSeconds,
      ),
    },
  };
}

/** A value that is no number counts as none; one that is too short is lengthened, one that is too long is left. */
function parseExpiration(text: string | undefined): number | undefined {
  return text !== undefined && /^[-+]?\d+$/.test(text)
    ? Math.max(Number(text), MINIMUM_EXPIRATION_SECONDS)
    : undefined;
}

function injectContainer(
  container: Container,
  how: { roleArn: string; regional: boolean; region?: string },
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
  if (!has(ROLE_ARN) && !has(TOKEN_FILE)) {
    added.push(
      { name: ROLE_ARN, value: how.roleArn },
      { name: TOKEN_FILE, value: `${MOUNT_PATH}/token` },
    );
  }
  const mounts = container.volumeMounts ?? [];
  const mounted = mounts.some(({ name }) => name === VOLUME);
  return {
    ...container,
    env: [...env, ...added],
    volumeMounts: mounted
      ? mounts
      : [...mounts, { name: VOLUME, readOnly: true, mountPath: MOUNT_PATH }],
  };
}

/** A volume of that name that the pod brings itself is left as it is. */
function withTokenVolume(
  volumes: Volume[],
  audience: string,
  expirationSeconds: number,
): Volume[] {
  if (volumes.some(({ name }) => name === VOLUME)) {
    return volumes;
  }
  return [
    {
      name: VOLUME,
      projected: {
        defaultMode: 420,
        sources: [
          {
            serviceAccountToken: { audience, expirationSeconds, path: 'token' },
          },
        ],
      },
    },
    ...volumes,
  ];
}
