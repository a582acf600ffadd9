import type {
  Chain,
  ChainLink,
  CheckResult,
  Link,
  Mechanism,
  Verification,
} from '@backstage-irsa/core/model';
import { LINKS } from '../serviceAccount/links';

/**
 * How a link stands. `not-checked`: an earlier link must hold first, or nothing was asked of it; `not-needed`: the mechanism does without it.
 */
export type LinkState =
  | 'ok'
  | 'warning'
  | 'broken'
  | 'unknown'
  | 'not-checked'
  | 'not-needed';

/** One link of the chain with what stands there and what was found. */
export interface LinkView extends ChainLink {
  state: LinkState;
  checks: CheckResult[];
  /** The id of the check that leaves this link unchecked. */
  blockedBy?: string;
}

/** How a link stands by the answers of its checks; the worst counts, and a check left unanswered never counts as passed. */
export function linkState(checks: readonly CheckResult[]): LinkState {
  const has = (result: CheckResult['result']) =>
    checks.some(check => check.result === result && !check.blockedBy);
  if (has('fail')) return 'broken';
  if (has('unknown')) return 'unknown';
  if (has('warn')) return 'warning';
  if (checks.some(({ blockedBy }) => blockedBy)) return 'not-checked';
  return checks.length > 0 ? 'ok' : 'not-checked';
}

/**
 * The chain from the workload to the permissions. The cluster stands before it when something is to be said about it. Without `chain`, as when it
 * could not be read, the objects are not known, but the states are.
 */
export function chainLinks(
  verification: Verification,
  mechanism: Mechanism,
  chain?: Chain,
): LinkView[] {
  const view = (link: Link): LinkView => {
    const checks = verification.checks.filter(check => check.link === link);
    const isNeedless =
      link === 'oidc-provider' &&
      mechanism === 'pod-identity' &&
      checks.length === 0;
    const state = isNeedless ? 'not-needed' : linkState(checks);
    const blockedBy = checks.find(check => check.blockedBy)?.blockedBy;
    return {
      ...(chain?.links.find(object => object.link === link) ?? {
        link,
        name: null,
        facts: [],
        verifyCommands: [],
      }),
      state,
      checks,
      ...(state === 'not-checked' && blockedBy && { blockedBy }),
    };
  };
  return LINKS.map(view).filter(
    ({ link, state, checks }) =>
      link !== 'cluster' || (checks.length > 0 && state !== 'ok'),
  );
}
