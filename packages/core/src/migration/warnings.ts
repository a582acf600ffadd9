import type { MigrationBlocker } from '../model/types';
import { valueOf } from '../model/observation';
import { irsaOnlyFields } from '../planning/rules/mechanismRules';
import { podsBy } from './restarts';
import type { Blocker, MigrationContext } from './types';

/** The agent answers on the node's own network, to which such a pod belongs already. */
const hostNetwork: Blocker = ({ to, pods }) => {
  const there = (valueOf(pods) ?? []).filter(pod => pod.hostNetwork);
  return to === 'pod-identity' && there.length > 0
    ? [
        {
          rule: 'host-network',
          message: `These pods use the network of their node: ${there
            .map(({ name }) => name)
            .join(', ')}.`,
          remediation: 'See that they still get credentials when they start.',
        },
      ]
    : [];
};

const lostFields: Blocker = ({ to, account }) => {
  const lost =
    to === 'pod-identity' && account.spec ? irsaOnlyFields(account.spec) : [];
  return lost.length > 0
    ? [
        {
          rule: 'irsa-only',
          message: `EKS Pod Identity knows nothing of ${lost.join(
            ', ',
          )}: the spec loses it.`,
          remediation: 'Ask for it again should you move back.',
        },
      ]
    : [];
};

/** An association that is gone renews nothing. */
const credentialsExpire: Blocker = ({ to, pods }) =>
  to === 'irsa' && podsBy('pod-identity', valueOf(pods) ?? []).length > 0
    ? [
        {
          rule: 'credentials-expire',
          message:
            'Pods that run now live on the credentials that they hold, which last for hours and are not renewed once the association is gone.',
          remediation: 'Start them again right after the migration.',
        },
      ]
    : [];

/** What to know of before a migration, though nothing of it stands in the way. */
export function warningsOf(context: MigrationContext): MigrationBlocker[] {
  return [hostNetwork, lostFields, credentialsExpire].flatMap(warn =>
    warn(context),
  );
}
