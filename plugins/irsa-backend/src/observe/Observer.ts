import type { IAMClient } from '@aws-sdk/client-iam';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import type {
  ServiceAccountRef,
  ClusterConfig,
  Observation,
} from '@backstage-irsa/core/model';
import { KubernetesReader } from './KubernetesReader';
import { readLastAccessed, type Granularity } from './LastAccessedReader';
import type {
  ReadResource,
  ServiceUse,
  SimulatedByAws,
  VpcEndpoints,
} from '@backstage-irsa/core/permissions';
import { Look } from './Look';
import type { LookReaders } from './LookReaders';
import { simulateByAws, type AwsSimulation } from './PolicySimulator';
import { readAskedResources } from './resources/asked';
import type { RememberedResources } from './resources/RememberedResources';

interface ObserverOptions extends LookReaders {
  resources: RememberedResources;
}

/** The only reader of AWS and clusters. */
export class Observer {
  readonly #o: ObserverOptions;

  constructor(options: ObserverOptions) {
    this.#o = options;
  }

  /** Starts one observation of a ServiceAccount: everything read in it belongs to the same point in time. */
  look(config: ClusterConfig, ref: ServiceAccountRef): Look {
    return new Look(this.#o, config, ref);
  }

  /** Returns the decisions of AWS's policy simulator about requests of a role. */
  simulateByAws(
    config: ClusterConfig,
    simulation: AwsSimulation,
  ): Promise<Observation<SimulatedByAws>[]> {
    return simulateByAws(this.#client(config, simulation.roleArn), simulation);
  }

  /** Returns the policies and keys, by ARN, of the resources that a question about a role names. */
  resources(
    config: ClusterConfig,
    roleArn: string,
    arns: string[],
  ): Promise<Record<string, ReadResource>> {
    return readAskedResources(this.#o.resources, config, roleArn, arns);
  }

  /** Returns the VPC endpoints through which pods of a cluster call AWS services. */
  vpcEndpoints(config: ClusterConfig): Promise<Observation<VpcEndpoints>> {
    return this.#o.vpcEndpoints.of(config);
  }

  /** Returns when a role last used each service, from a report that AWS generates now. */
  lastAccessed(
    config: ClusterConfig,
    roleArn: string,
    granularity?: Granularity,
  ): Promise<Observation<ServiceUse[]>> {
    return readLastAccessed(
      this.#client(config, roleArn),
      roleArn,
      granularity,
    );
  }

  /** Returns the current namespaces of the cluster. */
  namespaces(config: ClusterConfig): Promise<Observation<string[]>> {
    return new KubernetesReader(this.#o.kubernetes, config).namespaces();
  }

  #client(config: ClusterConfig, roleArn: string): IAMClient {
    const { accountId = config.accountId } = parseRoleArn(roleArn) ?? {};
    return this.#o.aws.iam(accountId, config.region);
  }
}
