import { ACCOUNTS } from './denied/accounts';
import { CODE } from './denied/code';
import { IDENTITIES } from './denied/identities';
import { RESOURCES } from './denied/resources';
import type { DeniedGroup } from './denied/types';

/**
 * The actions that are denied unless `irsa.guardrails` says otherwise. With each of them, a service could give itself or others more permissions than
 * it was granted, act as another identity, or hide its actions. `yarn docs` writes them into the guardrails page.
 */
export const DENIED_GROUPS: readonly DeniedGroup[] = [
  ...IDENTITIES,
  ...CODE,
  ...RESOURCES,
  ...ACCOUNTS,
];

/** The actions of all denied groups. */
export const DEFAULT_DENIED_ACTIONS: readonly string[] = DENIED_GROUPS.flatMap(
  ({ actions }) => actions,
);
