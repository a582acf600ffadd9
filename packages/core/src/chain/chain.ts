import type { Chain } from '../model/types';
import { seenFromPods } from '../permissions/podsRole';
import type { Observed } from '../model/observed';
import { oidcProviderLink } from './oidcProvider';
import { permissionsLink } from './permissions';
import { podIdentities } from './pods';
import { roleLink } from './role';
import { serviceAccountLink } from './serviceAccount';
import { trustPolicyLink } from './trustPolicy';
import { workloadLink } from './workload';

/** From the workload to the permissions. */
const LINKS = [
  workloadLink,
  serviceAccountLink,
  oidcProviderLink,
  trustPolicyLink,
  roleLink,
];

/** What stands at each link, and how to confirm it by hand. */
export function chainOf(observed: Observed): Chain {
  return {
    mechanism: observed.mechanism,
    checkedAt: observed.at,
    links: [
      ...LINKS.map(linkOf => linkOf(observed)),
      // Of the role that pods get in the end.
      permissionsLink(seenFromPods(observed)),
    ],
    pods: podIdentities(observed),
  };
}
