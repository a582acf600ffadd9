import { ACCOUNTS } from './denied/accounts';
import { CODE } from './denied/code';
import { IDENTITIES } from './denied/identities';
import { RESOURCES } from './denied/resources';
import type { DeniedGroup } from './denied/types';

/**
 * The actions that are denied where `irsa.guardrails` does not say otherwise: with each of them a service could give itself or others more than
 * it was granted, act as somebody else, or hide what it did. `yarn docs` writes them into the guardrails page.
 */
export const DENIED_GROUPS: readonly DeniedGroup[] = [
  ...IDENTITIES,
  ...CODE,
  ...RESOURCES,
  ...ACCOUNTS,
];

/** All of them. */
export const DEFAULT_DENIED_ACTIONS: readonly string[] = DENIED_GROUPS.flatMap(
  ({ actions }) => actions,
);
