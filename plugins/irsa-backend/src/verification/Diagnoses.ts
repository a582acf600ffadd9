import {
  absent,
  type Diagnosis,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { describeChecks } from '@backstage-irsa/core/checks';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import { organizationsOf } from '@backstage-irsa/core/permissions';
import type { IrsaConfig } from '../config/types';
import type { Observer } from '../observe/Observer';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type { PermissionsStore } from '../permissions/PermissionsStore';
import { podsRoleArn } from '../permissions/podsRoleArn';
import type { Verifier } from './Verifier';

/** The beginning of each ARN with an account. */
const ARNS = /\barn:[a-z-]{1,20}:[a-z0-9-]{1,40}:[a-z0-9-]{0,20}:\d{12}:\S/g;

/** Finds the possible causes of an error text of a pod. The text is held only in memory. */
export class Diagnoses {
  readonly #config: Pick<IrsaConfig, 'clusters'>;
  readonly #evaluator: Evaluator;
  readonly #observer: Observer;
  readonly #organizations: OrganizationReader;
  readonly #permissions: PermissionsStore;
  readonly #verifier: Verifier;

  constructor(options: {
    config: Pick<IrsaConfig, 'clusters'>;
    evaluator: Evaluator;
    observer: Observer;
    organizations: OrganizationReader;
    permissions: PermissionsStore;
    verifier: Verifier;
  }) {
    this.#config = options.config;
    this.#evaluator = options.evaluator;
    this.#observer = options.observer;
    this.#organizations = options.organizations;
    this.#permissions = options.permissions;
    this.#verifier = options.verifier;
  }

  /** Verifies now, without a live proof, and compares the results with what the text suggests. */
  async diagnose(account: IamServiceAccount, text: string): Promise<Diagnosis> {
    const { account: fresh, verification } = await this.#verifier.verify(
      account,
      { live: false },
    );
    const permissions = await this.#permissions.get(fresh);
    const roleArn = podsRoleArn(fresh);
    const { of } = await this.#organizations.current();
    const cluster = this.#config.clusters.find(
      ({ name }) => name === fresh.cluster,
    );
    const diagnosis = await this.#evaluator.run('diagnosis', {
      text,
      results: verification.checks,
      mechanism: fresh.mechanism,
      roleArn,
      checks: describeChecks(),
      permissions,
      organizations: organizationsOf(of, [
        roleArn ?? '',
        // RCPs are those of the accounts that own the resources.
        ...(text.match(ARNS) ?? []),
      ]),
      vpcEndpoints: cluster
        ? await this.#observer.vpcEndpoints(cluster)
        : absent(),
    });
    return { ...diagnosis, verifiedAt: verification.checkedAt };
  }
}
