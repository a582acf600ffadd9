import {
  AdmissionregistrationV1Api,
  AuthenticationV1Api,
  CoreV1Api,
  createConfiguration,
  KubeConfig,
  ServerConfiguration,
  wrapHttpLibrary,
  type ApiType,
  type Configuration,
  type RequestContext,
  type ResponseContext,
} from '@kubernetes/client-node';
import type { AwsClients } from '../aws/AwsClients';
import { USER_AGENT } from '../aws/callIdentity';
import type { ClusterReader } from '../aws/ClusterReader';
import type {
  ClusterAccess,
  ClusterConfig,
  ObservedCluster,
  TokenRequestAccess,
} from '@backstage-irsa/core/model';
import { noteCall } from '../../lib/metrics/calls';
import type { ListPage } from '../bulk/lists';
import { askForList } from './askForList';
import { eksTokenSource, type TokenSource } from './eksToken';
import { sendGuarded } from './guardedHttp';
import { KubeconfigFiles } from './KubeconfigFiles';
import { RejectedIdentityError } from './RejectedIdentityError';

/** How long a connection is reused, in milliseconds. The limit makes sure that renewed certificates take effect. */
const CONNECTION_MS = 10 * 60_000;

/** A KubeConfig that reuses its connections, whereas the library opens one per request. It can also get a token for each request. */
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

/** A configured identity in a cluster. */
type Access = ClusterAccess | TokenRequestAccess;

interface Kept {
  /** What EKS reported when the configuration was created. Undefined if EKS was not asked. */
  described: ObservedCluster | undefined;
  configuration: Configuration;
}

/** Clients of the Kubernetes APIs, by identity. Each is created once per endpoint. */
export class KubernetesClients {
  readonly #aws: AwsClients;
  readonly #clusters: ClusterReader;
  readonly #timeoutMs: number;
  readonly #files = new KubeconfigFiles();
  readonly #kept = new WeakMap<Access, Kept>();
  readonly #tokens = new WeakMap<Access, TokenSource>();

  constructor(options: {
    aws: AwsClients;
    clusters: ClusterReader;
    /** The maximum wait for one answer, in milliseconds. */
    timeoutMs: number;
  }) {
    this.#aws = options.aws;
    this.#clusters = options.clusters;
    this.#timeoutMs = options.timeoutMs;
  }

  /** Returns the core API, with the backend's identity. */
  core(cluster: ClusterConfig): Promise<CoreV1Api> {
    return this.#client(cluster, cluster.access, CoreV1Api);
  }

  /** Returns the pages of the list at a path, with the backend's identity. */
  list<T>(cluster: ClusterConfig, path: string): ListPage<T> {
    return async page => {
      const configuration = await this.#configuration(cluster, cluster.access);
      return askForList<T>(configuration, path)(page);
    };
  }

  /** Returns the API of webhook configurations, with the backend's identity. */
  admission(cluster: ClusterConfig): Promise<AdmissionregistrationV1Api> {
    return this.#client(cluster, cluster.access, AdmissionregistrationV1Api);
  }

  /** Returns the core API, with the identity that may request ServiceAccount tokens. */
  tokenRequester(
    cluster: ClusterConfig,
    access: TokenRequestAccess,
  ): Promise<CoreV1Api> {
    return this.#client(cluster, access, CoreV1Api);
  }

  /** Returns the API that tells who one of the backend's identities is. */
  authentication(
    cluster: ClusterConfig,
    access: Access,
  ): Promise<AuthenticationV1Api> {
    return this.#client(cluster, access, AuthenticationV1Api);
  }

  async #client<T extends ApiType>(
    cluster: ClusterConfig,
    access: Access,
    Api: new (configuration: Configuration) => T,
  ): Promise<T> {
    return new Api(await this.#configuration(cluster, access));
  }

  /** Returns the kept configuration, unless the cluster was recreated with another endpoint or certificate authority. */
  async #configuration(
    cluster: ClusterConfig,
    access: Access,
  ): Promise<Configuration> {
    const described = await this.#describe(cluster, access);
    const kept = this.#kept.get(access);
    if (
      kept &&
      kept.described?.endpoint === described?.endpoint &&
      kept.described?.caData === described?.caData
    ) {
      return kept.configuration;
    }
    const configuration = this.#configure(cluster, access, described);
    this.#kept.set(access, { described, configuration });
    return configuration;
  }

  /**
   * Returns what EKS reports about a cluster whose endpoint or certificate authority is not configured. While EKS fails, returns its previous answer.
   */
  async #describe(
    cluster: ClusterConfig,
    access: Access,
  ): Promise<ObservedCluster | undefined> {
    if (access.type !== 'eks' || (access.url && access.ca)) return undefined;
    try {
      return await this.#clusters.describe(cluster);
    } catch (error) {
      const before = this.#kept.get(access)?.described;
      if (!before) throw error;
      return before;
    }
  }

  #configure(
    cluster: ClusterConfig,
    access: Access,
    described: ObservedCluster | undefined,
  ): Configuration {
    const kubeConfig = this.#kubeConfig(cluster, access, described);
    const server = kubeConfig.getCurrentCluster()?.server;
    if (!server) {
      throw new Error(`No endpoint is known for cluster ${cluster.name}.`);
    }
    const timeoutMs = this.#timeoutMs;
    return createConfiguration({
      baseServer: new ServerConfiguration(server, {}),
      authMethods: { default: kubeConfig },
      httpApi: wrapHttpLibrary({
        send: request => this.#send(request, cluster, access),
      }),
      promiseMiddleware: [
        {
          pre: async context => {
            noteCall('kubernetes');
            context.setHeaderParam('User-Agent', USER_AGENT);
            context.setSignal(AbortSignal.timeout(timeoutMs));
            return context;
          },
          post: async context => context,
        },
      ],
    });
  }

  /**
   * Sends a request. If the credentials are refused or there is no answer, drops the kept configuration, so that the next call reads credentials and
   * endpoint again. A refused EKS token is replaced and the request is retried at once, because the cluster has not acted yet.
   *
   * @throws RejectedIdentityError
   */
  async #send(
    request: RequestContext,
    cluster: ClusterConfig,
    access: Access,
  ): Promise<ResponseContext> {
    try {
      const answer = await sendGuarded(request);
      if (answer.httpStatusCode !== 401) return answer;
      this.#kept.delete(access);
      await answer.body.binary();
      if (access.type === 'eks') {
        this.#tokens.delete(access);
        noteCall('kubernetes');
        const token = await this.#tokenSource(cluster, access)();
        request.setHeaderParam('Authorization', `Bearer ${token}`);
        const second = await sendGuarded(request);
        if (second.httpStatusCode !== 401) return second;
        await second.body.binary();
      }
      throw new RejectedIdentityError(cluster, access);
    } catch (error) {
      this.#kept.delete(access);
      throw error;
    }
  }

  #kubeConfig(
    cluster: ClusterConfig,
    access: Access,
    described: ObservedCluster | undefined,
  ): ClusterKubeConfig {
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
        const url = access.url ?? described?.endpoint ?? '';
        const ca = access.ca ?? { data: described?.caData ?? '' };
        loadEndpoint(kubeConfig, cluster, url, ca);
        kubeConfig.token = () => this.#tokenSource(cluster, access)();
        return kubeConfig;
      }
    }
  }

  /** Returns the token source of an identity. It is kept separately from the configuration, so that an unreachable cluster costs no AWS calls. */
  #tokenSource(
    cluster: ClusterConfig,
    access: Extract<Access, { type: 'eks' }>,
  ): TokenSource {
    const known = this.#tokens.get(access);
    if (known) return known;
    const made = eksTokenSource({
      eksName: cluster.eksName,
      region: cluster.region,
      credentials:
        'roleArn' in access
          ? this.#aws.roleCredentials(cluster, access)
          : this.#aws.credentialsFor(cluster.accountId),
    });
    this.#tokens.set(access, made);
    return made;
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
