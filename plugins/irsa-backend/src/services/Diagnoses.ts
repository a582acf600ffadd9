import type {
  Diagnosis,
  EffectivePermissions,
  IamServiceAccount,
  SimulationResult,
} from '@backstage-irsa/plugin-irsa-common';
import { describeChecks } from '../checks/describe';
import { diagnose } from '../diagnose/diagnose';
import { simulate } from '../permissions/simulate';
import { checkSimulationRequests } from '../preflight/simulationRules';
import type { PermissionsStore } from '../store/PermissionsStore';
import type { Verifier } from './Verifier';

/** What may lie behind an error text of a pod. The text is held in memory only. */
export class Diagnoses {
  readonly #permissions: PermissionsStore;
  readonly #verifier: Verifier;

  static create(options: {
    permissions: PermissionsStore;
    verifier: Verifier;
  }): Diagnoses {
    return new Diagnoses(options);
  }

  private constructor(options: {
    permissions: PermissionsStore;
    verifier: Verifier;
  }) {
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
    const diagnosis = diagnose(text, verification.checks, {
      mechanism: fresh.mechanism,
      roleArn: fresh.roleArn,
      checks: describeChecks(),
      decide: (action, resource) =>
        decide(fresh.roleArn, permissions, action, resource),
    });
    return { ...diagnosis, verifiedAt: verification.checkedAt };
  }
}

/** By the policies as the verification read them; not where they could not all be read, or the request is none that can be decided. */
function decide(
  roleArn: string | null,
  permissions: EffectivePermissions | undefined,
  action: string,
  resource: string,
): SimulationResult | undefined {
  const unread = permissions?.layers.some(
    ({ layer, state }) =>
      (layer === 'identity' || layer === 'permissions-boundary') &&
      state === 'not-read',
  );
  const request = { action, resource };
  if (roleArn === null || !permissions || unread) return undefined;
  if (checkSimulationRequests([request]).length > 0) return undefined;
  const role = { arn: roleArn, tags: {} };
  return simulate([request], role, permissions, new Date())[0];
}
