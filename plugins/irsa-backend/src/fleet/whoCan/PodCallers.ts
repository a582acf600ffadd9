import type { LayerReading } from '@backstage-irsa/core/model';
import {
  allowsAll,
  endpointSideOf,
  podAccess,
  type AccessDecision,
  type AccessQuestion,
} from '@backstage-irsa/core/permissions';
import type { VpcEndpoint } from '@backstage-irsa/iam-policy';
import {
  ENDPOINTS_NOT_READ,
  type VpcEndpointStore,
} from '../../permissions/VpcEndpointStore';
import type { AccessDecisions, AskedWith, Decisions } from './AccessDecisions';
import type { Holder } from './holderPage';

/** The decisions about roles, and the context in which they were made. */
interface Decided extends Omit<AskedWith, 'calls'> {
  decisions: Decisions;
}

interface Options {
  decisions: AccessDecisions;
  vpcEndpoints: Pick<VpcEndpointStore, 'all'>;
}

type EndpointSide = ReturnType<typeof endpointSideOf>;

interface Reaching {
  holders: Holder[];
  /** How the endpoints were read, by the clusters of the given pods. */
  vpcEndpoints: Map<string, LayerReading>;
}

/** Decides about pods by the VPC endpoints of their clusters, as last read. All other holders can call from anywhere. */
export class PodCallers {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Returns the given holders in the same order, without the pods that VPC endpoints block. */
  async reaching(
    holders: Holder[],
    question: AccessQuestion,
    decided: Decided,
  ): Promise<Reaching> {
    const pods = holders.filter(({ kind }) => kind === 'pod');
    const vpcEndpoints = new Map<string, LayerReading>();
    if (pods.length === 0) return { holders, vpcEndpoints };
    const observed = await this.#o.vpcEndpoints.all();
    const own = new Map<Holder, AccessDecision | undefined>();
    for (const [cluster = '', all] of Map.groupBy(pods, pod => pod.cluster)) {
      const side = endpointSideOf(
        observed.get(cluster) ?? ENDPOINTS_NOT_READ,
        question,
      );
      vpcEndpoints.set(cluster, side.reading);
      if (side.endpoints.every(allowsAll)) continue;
      const through = await this.#through(side, all, question, decided);
      for (const pod of all) {
        const { principalId } = pod;
        const byRole = decided.decisions.get(principalId);
        const decision =
          byRole &&
          podAccess(byRole, side, endpoint =>
            through.get(endpoint)?.get(principalId),
          );
        own.set(pod, decision);
      }
    }
    return {
      holders: holders.flatMap(holder => {
        if (!own.has(holder)) return holder;
        const decision = own.get(holder);
        return decision ? { ...holder, own: decision } : [];
      }),
      vpcEndpoints,
    };
  }

  /** Returns the clusters whose VPC endpoints can deny their pods the call. */
  async restrictedClusters(question: AccessQuestion): Promise<Set<string>> {
    const observed = await this.#o.vpcEndpoints.all();
    const restricted = [...observed].filter(
      ([, one]) => !endpointSideOf(one, question).endpoints.every(allowsAll),
    );
    return new Set(restricted.map(([cluster]) => cluster));
  }

  /** Returns the decisions about the roles of pods, by the endpoint that the calls go through. */
  async #through(
    { endpoints }: EndpointSide,
    pods: Holder[],
    question: AccessQuestion,
    { decisions, ...asked }: Decided,
  ): Promise<Map<VpcEndpoint, Decisions>> {
    const roleIds = [...new Set(pods.map(pod => pod.principalId))].sort();
    const through = new Map<VpcEndpoint, Decisions>();
    for (const vpcEndpoint of endpoints) {
      const made = allowsAll(vpcEndpoint)
        ? decisions
        : await this.#o.decisions.of(question, {
            ...asked,
            calls: { roleIds, vpcEndpoint },
          });
      through.set(vpcEndpoint, made);
    }
    return through;
  }
}
