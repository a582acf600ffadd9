import {
  type IamServiceAccountSpec,
  type Violation,
  serviceAccountId,
  valueOf,
  type Observed,
  type RulesConfig,
} from '@backstage-irsa/core/model';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type {
  Place,
  RecordedSpec,
  SpecPlace,
} from '@backstage-irsa/core/planning';

/** A spec, who owns it, and what was asked for last. */
interface OwnedSpec {
  spec: IamServiceAccountSpec;
  owner: string | undefined;
  record: RecordedSpec | undefined;
}

interface ResourceChecksOptions {
  config: RulesConfig;
  evaluator: Evaluator;
  /** Where the other IAM service accounts are that have a role. */
  sharersOf: (id: string, roleArn: string) => Promise<Place[]>;
}

/** Holds specs against the AWS resources of their owners. Says nothing of a spec whose owner or cluster is not known. */
export class ResourceChecks {
  readonly #o: ResourceChecksOptions;

  constructor(options: ResourceChecksOptions) {
    this.#o = options;
  }

  /** Before anything is read. */
  async ofSpec(owned: OwnedSpec): Promise<Violation[]> {
    const { spec } = owned;
    const place = this.#placeOf(owned);
    return place ? this.#o.evaluator.run('specResources', { spec, place }) : [];
  }

  /** What only is told by what is there: managed policies, and the role. `own` is what is recorded for the ServiceAccount. */
  async ofObserved(
    owned: OwnedSpec,
    observed: Observed,
    own: ReadonlySet<string>,
  ): Promise<Violation[]> {
    const { spec } = owned;
    const place = this.#placeOf(owned);
    if (!place) return [];
    const role = valueOf(observed.role);
    const use = role
      ? {
          isNew: !own.has(role.arn),
          sharedWith: await this.#sharers(spec, role.arn),
        }
      : { isNew: false, sharedWith: [] };
    return this.#o.evaluator.run('observedResources', {
      ...{ spec, observed, place, use },
    });
  }

  async #sharers(
    spec: IamServiceAccountSpec,
    roleArn: string,
  ): Promise<Place[]> {
    const found = await this.#o.sharersOf(serviceAccountId(spec), roleArn);
    const places = found.map(
      ({ cluster, namespace }) =>
        [`${cluster}/${namespace}`, { cluster, namespace }] as const,
    );
    return [...new Map(places).values()];
  }

  #placeOf({
    spec,
    owner,
    record,
  }: OwnedSpec): Omit<SpecPlace, 'catalogue'> | undefined {
    const { config } = this.#o;
    const cluster = config.clusters.find(({ name }) => name === spec.cluster);
    if (!cluster || owner === undefined) return undefined;
    const recorded = record && { spec: record.spec, owner: record.owner };
    return { config, cluster, owner, recorded };
  }
}
