import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import type {
  PolicyGuardrail,
  RequestGuardrail,
} from '@backstage-irsa/core/planning';
import { specOf } from '../core';

/** Something that must be refused at every entry point of provisioning. */
export interface Attempt {
  name: string;
  /** What is asked for, beside what a good request asks for. */
  spec: Partial<IamServiceAccountSpec>;
  /** Every broken rule as `field rule`; none when it is a refusal with 403. */
  rules?: string[];
  /** The kind of attack that it is an example of. */
  attack?: string;
  /** The guardrail that must hold against it. */
  guardrail?: RequestGuardrail | PolicyGuardrail;
}

/** What attempts change: a request that no guardrail refuses. */
export function goodSpec(
  change: Partial<IamServiceAccountSpec> = {},
): IamServiceAccountSpec {
  return specOf({ tags: { 'cost-center': '42' }, ...change });
}
