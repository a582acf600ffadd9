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

/** The links from the workload to the role. */
const LINKS = [
  workloadLink,
  serviceAccountLink,
  oidcProviderLink,
  trustPolicyLink,
  roleLink,
];

/** Returns the facts of each link, with commands to verify them manually. */
export function chainOf(observed: Observed): Chain {
  return {
    mechanism: observed.mechanism,
    checkedAt: observed.at,
    links: [
      ...LINKS.map(linkOf => linkOf(observed)),
      // The permissions link shows the role that pods get in the end.
      permissionsLink(seenFromPods(observed)),
    ],
    pods: podIdentities(observed),
  };
}
