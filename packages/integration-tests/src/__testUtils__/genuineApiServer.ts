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

/** Returns a parsed response. The client returns JSON as text or parsed, depending on the media type. */
const parsed = (answer: unknown) =>
  typeof answer === 'string' ? JSON.parse(answer) : answer;

/** A genuine API server that replaces a sandbox cluster's, with the same issuer, and its pod identity webhook. */
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
    // From now on, AWS returns this endpoint for the cluster.
    cluster.endpoint = controlPlane.endpoint;
    return new GenuineApiServer(controlPlane, config, webhook);
  }

  private constructor(
    readonly controlPlane: ControlPlane,
    /** The administrator's configuration. */
    readonly config: KubeConfig,
    webhook: PodIdentityWebhook,
  ) {
    this.#webhook = webhook;
  }

  /** Returns a client with administrator access. */
  get core(): CoreV1Api {
    return this.config.makeApiClient(CoreV1Api);
  }

  /** Returns the issuer's published documents (OpenID Connect Discovery). */
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
