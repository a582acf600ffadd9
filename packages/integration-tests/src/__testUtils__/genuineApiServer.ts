import {
  AdmissionregistrationV1Api,
  CoreV1Api,
  KubeConfig,
  OpenidApi,
  WellKnownApi,
} from '@kubernetes/client-node';
import {
  kubebuilderAssets,
  startControlPlane,
  startPodIdentityWebhook,
  type Cluster,
  type ControlPlane,
  type PodIdentityWebhook,
} from '@backstage-irsa/sandbox';

/** The client gives JSON back as text or parsed, by its media type. */
const parsed = (answer: unknown) =>
  typeof answer === 'string' ? JSON.parse(answer) : answer;

/** A genuine API server in the place of a sandbox cluster's, of the same issuer, and the pod identity webhook beside it. */
export class GenuineApiServer {
  readonly #webhook: PodIdentityWebhook;

  static async start(cluster: Cluster): Promise<GenuineApiServer> {
    const controlPlane = await startControlPlane({
      assets: kubebuilderAssets(),
      cluster,
    });
    const config = new KubeConfig();
    config.loadFromFile(controlPlane.kubeconfig);
    const core = config.makeApiClient(CoreV1Api);
    const webhook = await startPodIdentityWebhook({
      region: cluster.region,
      annotationsOf: async (namespace, name) =>
        (
          await core.readNamespacedServiceAccount({ namespace, name })
        ).metadata?.annotations,
    });
    await config
      .makeApiClient(AdmissionregistrationV1Api)
      .createMutatingWebhookConfiguration({ body: webhook.configuration });
    // From now on AWS says that the cluster is there.
    cluster.endpoint = controlPlane.endpoint;
    return new GenuineApiServer(controlPlane, config, webhook);
  }

  private constructor(
    readonly controlPlane: ControlPlane,
    /** Its administrator's. */
    readonly config: KubeConfig,
    webhook: PodIdentityWebhook,
  ) {
    this.#webhook = webhook;
  }

  /** As its administrator. */
  get core(): CoreV1Api {
    return this.config.makeApiClient(CoreV1Api);
  }

  /** What it publishes about its tokens (OpenID Connect Discovery). */
  async issuer(): Promise<{
    discovery: { issuer: string };
    keys: { kid: string; n: string }[];
  }> {
    const discovery = await this.config
      .makeApiClient(WellKnownApi)
      .getServiceAccountIssuerOpenIDConfiguration();
    const keySet = await this.config
      .makeApiClient(OpenidApi)
      .getServiceAccountIssuerOpenIDKeyset();
    return { discovery: parsed(discovery), keys: parsed(keySet).keys };
  }

  async stop(): Promise<void> {
    await Promise.all([this.controlPlane.stop(), this.#webhook.close()]);
  }
}
