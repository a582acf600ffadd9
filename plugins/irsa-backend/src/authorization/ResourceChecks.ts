import type {
  IamServiceAccountSpec,
  Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../evaluation/Evaluator';
import { serviceAccountId } from '../naming/serviceAccountId';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import type { Place } from './roleResources';
import type { RecordedSpec, SpecPlace } from './specResources';

interface ResourceChecksOptions {
  config: IrsaConfig;
  evaluator: Evaluator;
  /** What was asked for last, and for whom. */
  recordedOf: (id: string) => Promise<RecordedSpec | undefined>;
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
  async ofSpec(
    spec: IamServiceAccountSpec,
    owner: string | undefined,
  ): Promise<Violation[]> {
    const place = await this.#placeOf(spec, owner);
    return place ? this.#o.evaluator.run('specResources', { spec, place }) : [];
  }

  /** What only is told by what is there: managed policies, and the role. `own` is what is recorded for the ServiceAccount. */
  async ofObserved(
    spec: IamServiceAccountSpec,
    observed: Observed,
    owner: string,
    own: ReadonlySet<string>,
  ): Promise<Violation[]> {
    const place = await this.#placeOf(spec, owner);
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

  async #placeOf(
    spec: IamServiceAccountSpec,
    owner: string | undefined,
  ): Promise<Omit<SpecPlace, 'catalogue'> | undefined> {
    const { config, recordedOf } = this.#o;
    const cluster = config.clusters.find(({ name }) => name === spec.cluster);
    if (!cluster || owner === undefined) return undefined;
    const found = await recordedOf(serviceAccountId(spec));
    const recorded = found && { spec: found.spec, owner: found.owner };
    return { config, cluster, owner, recorded };
  }
}
