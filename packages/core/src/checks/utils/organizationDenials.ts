import {
  evaluate,
  matchPattern,
  type Blocker,
  type NamedPolicy,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import { statementsOf } from '../../model/document';
import type { Observed, ObservedRole } from '../../model/observed';
import type { LayerReading } from '../../model/types';
import {
  askedOfOrganization,
  type AskedOfOrganization,
} from '../../permissions/organization/askedOfOrganization';
import {
  organizationControls,
  type OrganizationControls,
} from '../../permissions/organization/organizationControls';
import { permissionDocuments } from '../../permissions/permissionDocuments';
import { sessionTagsOf, type SessionTags } from '../../permissions/sessionTags';
import { unknownKeyOf } from './keyUse';
import { podRequest } from './podRequest';

/** Something that the role's own policies allow and an SCP or RCP denies. */
export interface OrganizationDenial {
  action: string;
  resource: string;
  /** What denies it. */
  blocker: Blocker;
  /** The condition key that it hangs on and that only a request shows. */
  unknownKey?: string;
  /** Whether it denies all that the statement of the role allows, as the account is known to have it. */
  isCertain: boolean;
}

/** What SCPs and RCPs make of a handful of what the role's own policies allow. */
export interface OrganizationAnswer {
  denials: OrganizationDenial[];
  /** The layers that were not read, for any of it. */
  unread: LayerReading[];
}

/** What is asked about the role that pods get. */
export function askedOf(
  observed: Observed,
  { arn }: ObservedRole,
): AskedOfOrganization[] {
  const { region } = observed.config;
  return askedOfOrganization(permissionDocuments(observed), {
    ...{ accountId: accountIdOf(arn), region },
  });
}

/**
 * Asks the SCPs and RCPs that were read, for calls of a pod from the region of the cluster. What the role's own policies do not allow in such a call
 * is left out.
 */
export function organizationAnswer(
  observed: Observed,
  role: ObservedRole,
): OrganizationAnswer {
  const { organizations = {} } = observed;
  const controlsFor = organizationControls(id => organizations[id]);
  const tags = sessionTagsOf(role, observed);
  const denials: OrganizationDenial[] = [];
  const unread = new Map<string, LayerReading>();
  for (const asked of askedOf(observed, role)) {
    const controls = controlsFor(role.arn, asked);
    const { serviceControlPolicies, resourceControlPolicies } = controls;
    const request = podRequest(observed, role, asked);
    if (evaluate(request).decision !== 'Allowed') continue;
    for (const reading of controls.layers) {
      if (reading.state === 'not-read') unread.set(reading.layer, reading);
    }
    const { blockedBy } = evaluate({
      ...{ ...request, serviceControlPolicies, resourceControlPolicies },
    });
    const denial = denialOf(asked, blockedBy, controls, tags);
    if (denial) denials.push(denial);
  }
  return { denials, unread: [...unread.values()] };
}

function denialOf(
  { action, resource, pattern }: AskedOfOrganization,
  blockers: Blocker[],
  controls: OrganizationControls,
  tags: SessionTags,
): OrganizationDenial | undefined {
  const candidates = blockers.map(blocker => ({
    ...{ action, resource, blocker },
    unknownKey: unknownKeyOf([blocker], tags),
    isCertain:
      isRead(blocker, controls) && coversAll(blocker, controls, pattern),
  }));
  const certain = candidates.find(
    ({ isCertain, unknownKey }) => isCertain && unknownKey === undefined,
  );
  return certain ?? candidates[0];
}

function isRead({ layer }: Blocker, { layers }: OrganizationControls): boolean {
  return layers.some(each => each.layer === layer && each.state === 'read');
}

/** Whether the denial is one of everything that the pattern names, not only of the example. */
function coversAll(
  { layer, level, policy, statement }: Blocker,
  controls: OrganizationControls,
  pattern: string,
): boolean {
  const lists: NamedPolicy[][] =
    (layer === 'service-control'
      ? controls.serviceControlPolicies
      : controls.resourceControlPolicies) ?? [];
  const policies = lists.filter(([first]) => first.level === level).flat();
  const statements = policies
    .filter(({ name }) => policy === undefined || name === policy)
    .flatMap(({ document }) => statementsOf(document));
  if (statement !== undefined) {
    return [statements[statement]?.Resource ?? []]
      .flat()
      .some(text => matchPattern(text, pattern));
  }
  // Nothing of the level allows it: no other resource of the pattern is allowed where no statement is about resources.
  return statements.every(({ Resource }) =>
    [Resource ?? []].flat().includes('*'),
  );
}
