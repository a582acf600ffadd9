import type { Diagnosis, IamServiceAccount } from '@backstage-irsa/core/model';
import { describeChecks } from '@backstage-irsa/core/checks';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type { PermissionsStore } from '../permissions/PermissionsStore';
import type { Verifier } from './Verifier';

/** What may lie behind an error text of a pod. The text is held in memory only. */
export class Diagnoses {
  readonly #evaluator: Evaluator;
  readonly #permissions: PermissionsStore;
  readonly #verifier: Verifier;

  constructor(options: {
    evaluator: Evaluator;
    permissions: PermissionsStore;
    verifier: Verifier;
  }) {
    this.#evaluator = options.evaluator;
    this.#permissions = options.permissions;
    this.#verifier = options.verifier;
  }

  /** Verifies now, without a live proof, and holds what the text suggests against the answers. */
  async diagnose(account: IamServiceAccount, text: string): Promise<Diagnosis> {
    const { account: fresh, verification } = await this.#verifier.verify(
      account,
      { live: false },
    );
    const permissions = await this.#permissions.get(account.id);
    const diagnosis = await this.#evaluator.run('diagnosis', {
      text,
      results: verification.checks,
      mechanism: fresh.mechanism,
      roleArn: fresh.roleArn,
      checks: describeChecks(),
      permissions,
    });
    return { ...diagnosis, verifiedAt: verification.checkedAt };
  }
}
