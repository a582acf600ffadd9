import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import type {
  PolicyGuardrail,
  RequestGuardrail,
} from '@backstage-irsa/core/planning';
import { specOf } from '../core';

/** A request that every provisioning entry point must refuse. */
export interface Attempt {
  name: string;
  /** The changes to a valid spec. */
  spec: Partial<IamServiceAccountSpec>;
  /** Every broken rule as `field rule`. Missing if the refusal is a 403. */
  rules?: string[];
  /** The kind of attack that the attempt is an example of. */
  attack?: string;
  /** The guardrail that must prevent the attempt. */
  guardrail?: RequestGuardrail | PolicyGuardrail;
}

/** Returns the spec that attempts modify: a request that no guardrail refuses. */
export function goodSpec(
  change: Partial<IamServiceAccountSpec> = {},
): IamServiceAccountSpec {
  return specOf({ tags: { 'cost-center': '42' }, ...change });
}
