import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type {
  IamServiceAccountSpec,
  Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { IrsaConfig } from '../config/types';
import { serviceAccountId } from '../naming/serviceAccountId';
import type { Observed } from '../observe/types';
import {
  checkManagedResources,
  checkSpecResources,
  type RecordedSpec,
  type SpecPlace,
} from './specResources';

interface ResourceChecksOptions {
  config: IrsaConfig;
  loadCatalogue: () => Promise<ActionCatalogue>;
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
    return place ? checkSpecResources(spec, place) : [];
  }

  /** What only the managed policies say, as they are now. */
  async ofObserved(
    spec: IamServiceAccountSpec,
    observed: Observed,
    owner: string,
  ): Promise<Violation[]> {
    const place = await this.#placeOf(spec, owner);
    return place ? checkManagedResources(spec, observed, place) : [];
  }

  async #placeOf(
    spec: IamServiceAccountSpec,
    owner: string | undefined,
  ): Promise<SpecPlace | undefined> {
    const { config, loadCatalogue, recordedOf } = this.#o;
    const cluster = config.clusters.find(({ name }) => name === spec.cluster);
    if (!cluster || owner === undefined) return undefined;
    const recorded = await recordedOf(serviceAccountId(spec));
    return {
      config,
      cluster,
      owner,
      recorded,
      catalogue: await loadCatalogue(),
    };
  }
}
