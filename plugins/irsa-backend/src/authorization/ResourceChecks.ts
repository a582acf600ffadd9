import type {
  IamServiceAccountSpec,
  Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../evaluation/Evaluator';
import { serviceAccountId } from '../naming/serviceAccountId';
import type { Observed } from '../observe/types';
import type { RecordedSpec, SpecPlace } from './specResources';

interface ResourceChecksOptions {
  config: IrsaConfig;
  evaluator: Evaluator;
  /** What was asked for last, and for whom. */
  recordedOf: (id: string) => Promise<RecordedSpec | undefined>;
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

  /** What only the managed policies say, as they are now. */
  async ofObserved(
    spec: IamServiceAccountSpec,
    observed: Observed,
    owner: string,
  ): Promise<Violation[]> {
    const place = await this.#placeOf(spec, owner);
    return place
      ? this.#o.evaluator.run('managedResources', { spec, observed, place })
      : [];
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
