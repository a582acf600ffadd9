import type {
  Chain,
  ChainLink,
  CheckResult,
  Link,
  Mechanism,
  Verification,
} from '@backstage-irsa/core/model';
import { LINKS } from '../serviceAccount/links';

/** The state of a link. `not-checked`: an earlier link must work first, or no checks apply. `not-needed`: the mechanism does not use this link. */
export type LinkState =
  | 'ok'
  | 'warning'
  | 'broken'
  | 'unknown'
  | 'not-checked'
  | 'not-needed';

/** One link of the chain with its object, state, and check results. */
export interface LinkView extends ChainLink {
  state: LinkState;
  checks: CheckResult[];
  /** The ID of the earlier check that blocks the checks of this link. */
  blockedBy?: string;
}

/** Returns the state of a link from the results of its checks. The worst result decides. A check without an answer never counts as passed. */
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
 * Returns the links of the chain from the workload to the permissions. The cluster comes first, but only if its checks found a problem. Without
 * `chain`, for example because it could not be read, the links have states but no objects.
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
