import { changed, type Change } from '@backstage-irsa/fuzz';
import { unreadOrganization } from '@backstage-irsa/core/organization';
import { ConfigReader } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { ApiException } from '@kubernetes/client-node';
import {
  AccountQuotas,
  AwsClients,
  ClusterReader,
  readIrsaConfig,
  KubernetesClients,
  Observer,
  VpcEndpointReader,
  RememberedResources,
  sandboxConfig,
} from '../internals';
import type { TestHost } from '../host';

const NO_ORGANIZATION = {
  version: '',
  of: () => unreadOrganization('Nothing was read.'),
};

/** Which of a run's genuine responses to change, and how. */
interface Lie {
  which: number;
  changes: Change[];
}

type Source = 'aws' | 'kubernetes';
type Genuine = { value: unknown } | { error: unknown };

/** The not-found error of each source. */
const NOTHING: Record<Source, () => unknown> = {
  aws: () =>
    Object.assign(new Error('It is not there.'), {
      name: 'NoSuchEntity',
      $fault: 'client',
    }),
  kubernetes: () => new ApiException(404, 'Not found', '{}', {}),
};

/** Genuine responses of AWS and clusters. Can replay them with one of them changed. */
class Answers {
  readonly #book = new Map<string, Genuine>();
  #lie?: { source: Source; key: string; changes: Change[] };
  #isWritten = false;

  /** Returns the recorded requests to one source. */
  keysOf(source: Source): string[] {
    return [...this.#book.keys()].filter(key => key.startsWith(source));
  }

  /** Ends the recording: no further requests are sent. */
  close(): void {
    this.#isWritten = true;
  }

  tell(source: Source, { which, changes }: Lie): void {
    const keys = this.keysOf(source);
    this.#lie = { source, key: keys[which % keys.length], changes };
  }

  async give(
    source: Source,
    question: unknown[],
    ask: () => Promise<unknown>,
  ): Promise<unknown> {
    const key = `${source} ${JSON.stringify(question)}`;
    if (!this.#isWritten) return this.#learn(key, ask);
    const genuine = this.#book.get(key);
    if (!genuine) throw NOTHING[source]();
    if ('error' in genuine) throw genuine.error;
    return this.#lie?.key === key
      ? changed(genuine.value, this.#lie.changes)
      : genuine.value;
  }

  async #learn(key: string, ask: () => Promise<unknown>): Promise<unknown> {
    try {
      const value = await ask();
      // Copies have no classes, but the code does not depend on the library's classes.
      this.#book.set(key, { value: structuredClone(value) });
      return value;
    } catch (error) {
      this.#book.set(key, { error });
      throw error;
    }
  }
}

type Send = (command: object, ...rest: unknown[]) => Promise<unknown>;

/** Returns clients that replay responses recorded from the sandbox. */
export function startLiar(host: TestHost) {
  const answers = new Answers();
  const root = new ConfigReader(sandboxConfig(host.sandbox, host.kubeconfig));
  const config = readIrsaConfig(root);
  const aws = new AwsClients({
    credentials: DefaultAwsCredentialsManager.fromConfig(root),
    budget: { take: async () => {} },
    isKnown: id => config.accounts?.includes(id) ?? false,
    endpoint: config.awsEndpoint,
    timeoutMs: 10_000,
  });
  for (const { accountId, region } of config.clusters) {
    const clients: object[] = [
      aws.iam(accountId, region),
      aws.eks(accountId, region),
      aws.ec2(accountId, region),
      aws.s3(accountId, region),
    ];
    for (const client of clients) {
      // Their overloads of `send` differ, and nothing here depends on the command.
      const send: Send = Reflect.get(client, 'send').bind(client);
      const give: Send = (command, ...rest) =>
        answers.give(
          'aws',
          [accountId, command.constructor.name, Reflect.get(command, 'input')],
          () => send(command, ...rest),
        );
      Reflect.set(client, 'send', give);
    }
  }
  const fromBook = <T extends object>(cluster: string, api: T): T =>
    new Proxy(api, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...input: unknown[]) =>
          answers.give('kubernetes', [cluster, name, input], () =>
            method.apply(target, input),
          );
      },
    });
  /** Returns new readers, because readers cache responses. */
  const readers = () => {
    const clusters = new ClusterReader({ aws });
    const kubernetes = new KubernetesClients({
      aws,
      clusters,
      timeoutMs: 10_000,
    });
    for (const api of ['core', 'admission'] as const) {
      const open = kubernetes[api].bind(kubernetes);
      Reflect.set(
        kubernetes,
        api,
        async (cluster: Parameters<typeof open>[0]) =>
          fromBook(cluster.name, await open(cluster)),
      );
    }
    const list = kubernetes.list.bind(kubernetes);
    Reflect.set(
      kubernetes,
      'list',
      (...[cluster, path]: Parameters<typeof list>) =>
        (page: Parameters<ReturnType<typeof list>>[0]) =>
          answers.give('kubernetes', [cluster.name, path, page], () =>
            list(cluster, path)(page),
          ),
    );
    const observer = new Observer({
      aws,
      clusters,
      quotas: new AccountQuotas({ aws }),
      config,
      kubernetes,
      organizations: { current: async () => NO_ORGANIZATION },
      vpcEndpoints: new VpcEndpointReader({
        ...{ aws, clusters },
        record: async () => {},
      }),
      resources: new RememberedResources(aws),
    });
    return { aws, clusters, kubernetes, observer };
  };
  return { answers, config, readers };
}
