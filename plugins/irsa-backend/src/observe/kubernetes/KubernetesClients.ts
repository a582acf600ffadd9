import {
  AdmissionregistrationV1Api,
  CoreV1Api,
  createConfiguration,
  KubeConfig,
  ServerConfiguration,
  type ApiType,
  type Configuration,
  type RequestContext,
} from '@kubernetes/client-node';
import type { AwsClients } from '../aws/AwsClients';
import { USER_AGENT } from '../aws/callIdentity';
import type { ClusterReader } from '../aws/ClusterReader';
import type {
  ClusterAccess,
  ClusterConfig,
  TokenRequestAccess,
} from '@backstage-irsa/core/model';
import { noteCall } from '../../lib/retry/calls';
import type { ListPage } from '../bulk/lists';
import { askForList } from './askForList';
import { eksTokenSource, type TokenSource } from './eksToken';
import { guardedHttp } from './guardedHttp';
import { KubeconfigFiles } from './KubeconfigFiles';

/** A connection is used again for this long, so that renewed certificates come into use. */
const CONNECTION_MS = 10 * 60_000;

/** A KubeConfig that keeps its connections, where the library opens one for each request, and can ask for a token each time. */
class ClusterKubeConfig extends KubeConfig {
  #dispatcher?: ReturnType<RequestContext['getDispatcher']>;
  #connectedAt = 0;
  token?: TokenSource;

  async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context);
    if (Date.now() - this.#connectedAt > CONNECTION_MS) {
      this.#dispatcher = context.getDispatcher();
      this.#connectedAt = Date.now();
    } else if (this.#dispatcher) {
      context.setDispatcher(this.#dispatcher);
    }
    if (this.token) {
      context.setHeaderParam('Authorization', `Bearer ${await this.token()}`);
    }
  }
}

/** Clients of the Kubernetes APIs, one identity each, made once. */
export class KubernetesClients {
  readonly #aws: AwsClients;
  readonly #clusters: ClusterReader;
  readonly #timeoutMs: number;
  readonly #files = new KubeconfigFiles();
  readonly #configurations = new WeakMap<
    ClusterAccess | TokenRequestAccess,
    Promise<Configuration>
  >();

  constructor(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    /** Longest wait for one answer, in milliseconds. */
    timeoutMs: number;
  }) {
    this.#aws = options.aws;
    this.#clusters = options.clusters;
    this.#timeoutMs = options.timeoutMs;
  }

  /** The core API as the backend. */
  core(cluster: ClusterConfig): Promise<CoreV1Api> {
    return this.#client(cluster, cluster.access, CoreV1Api);
  }

  /** The pages of a list by its path, as the backend. */
  list<T>(cluster: ClusterConfig, path: string): ListPage<T> {
    return async page => {
      const configuration = await this.#configuration(cluster, cluster.access);
      return askForList<T>(configuration, path)(page);
    };
  }

  /** The webhook configurations as the backend. */
  admission(cluster: ClusterConfig): Promise<AdmissionregistrationV1Api> {
    return this.#client(cluster, cluster.access, AdmissionregistrationV1Api);
  }

  /** The core API as the identity that may request tokens of ServiceAccounts. */
  tokenRequester(
    cluster: ClusterConfig,
    access: TokenRequestAccess,
  ): Promise<CoreV1Api> {
    return this.#client(cluster, access, CoreV1Api);
  }

  async #client<T extends ApiType>(
    cluster: ClusterConfig,
    access: ClusterAccess | TokenRequestAccess,
    Api: new (configuration: Configuration) => T,
  ): Promise<T> {
    return new Api(await this.#configuration(cluster, access));
  }

  #configuration(
    cluster: ClusterConfig,
    access: ClusterAccess | TokenRequestAccess,
  ): Promise<Configuration> {
    let configuration = this.#configurations.get(access);
    if (!configuration) {
      configuration = this.#configure(cluster, access);
      this.#configurations.set(access, configuration);
      configuration.catch(() => this.#configurations.delete(access));
    }
    return configuration;
  }

  async #configure(
    cluster: ClusterConfig,
    access: ClusterAccess | TokenRequestAccess,
  ): Promise<Configuration> {
    const kubeConfig = await this.#kubeConfig(cluster, access);
    const server = kubeConfig.getCurrentCluster()?.server;
    if (!server) {
      throw new Error(`No endpoint is known for cluster ${cluster.name}.`);
    }
    const timeoutMs = this.#timeoutMs;
    return createConfiguration({
      baseServer: new ServerConfiguration(server, {}),
      authMethods: { default: kubeConfig },
      httpApi: guardedHttp,
      promiseMiddleware: [
        {
          pre: async context => {
            noteCall('kubernetes');
            context.setHeaderParam('User-Agent', USER_AGENT);
            context.setSignal(AbortSignal.timeout(timeoutMs));
            return context;
          },
          post: async context => {
            // Credentials that were renewed since are read again.
            if (context.httpStatusCode === 401) {
              this.#configurations.delete(access);
            }
            return context;
          },
        },
      ],
    });
  }

  async #kubeConfig(
    cluster: ClusterConfig,
    access: ClusterAccess | TokenRequestAccess,
  ): Promise<ClusterKubeConfig> {
    const kubeConfig = new ClusterKubeConfig();
    switch (access.type) {
      case 'in-cluster':
        kubeConfig.loadFromCluster();
        return kubeConfig;
      case 'kubeconfig':
        this.#files.load(kubeConfig, access.file, access.context);
        return kubeConfig;
      case 'service-account-token':
        loadEndpoint(kubeConfig, cluster, access.url, access.ca, access.token);
        return kubeConfig;
      default: {
        const described =
          access.url === undefined || access.ca === undefined
            ? await this.#clusters.describe(cluster)
            : undefined;
        const url = access.url ?? described?.endpoint ?? '';
        const ca = access.ca ?? { data: described?.caData ?? '' };
        loadEndpoint(kubeConfig, cluster, url, ca);
        kubeConfig.token = eksTokenSource({
          eksName: cluster.eksName,
          region: cluster.region,
          credentials:
            'roleArn' in access
              ? this.#aws.roleCredentials(cluster, access)
              : this.#aws.credentialsFor(cluster.accountId),
        });
        return kubeConfig;
      }
    }
  }
}

function loadEndpoint(
  kubeConfig: KubeConfig,
  cluster: ClusterConfig,
  server: string,
  ca: { file: string } | { data: string } | undefined,
  token?: string,
): void {
  kubeConfig.loadFromClusterAndUser(
    {
      name: cluster.name,
      server,
      skipTLSVerify: false,
      proxyUrl: cluster.proxyUrl,
      ...(ca && ('file' in ca ? { caFile: ca.file } : { caData: ca.data })),
    },
    { name: 'backstage', ...(token !== undefined && { token }) },
  );
}
