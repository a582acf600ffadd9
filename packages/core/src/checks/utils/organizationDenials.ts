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

/** A call that the role's own policies allow and an SCP or RCP denies. */
export interface OrganizationDenial {
  action: string;
  resource: string;
  /** The policy that denies the call. */
  blocker: Blocker;
  /** The condition key on which the denial depends and that only a request contains. */
  unknownKey?: string;
  /** Whether the policy denies everything that the role's statement allows, as far as the account is known. */
  isCertain: boolean;
}

/** The decision of SCPs and RCPs about a sample of what the role's own policies allow. */
export interface OrganizationAnswer {
  denials: OrganizationDenial[];
  /** The layers that were not read for at least one of the calls. */
  unread: LayerReading[];
}

/** Returns the calls to evaluate for the role that pods get. */
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
 * Evaluates the SCPs and RCPs that were read, for calls that a pod makes from the region of the cluster. Skips calls that the role's own policies do
 * not allow.
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

/** Whether the denial applies to everything that the pattern matches, not only to the example. */
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
  // No statement of the level allows the example. If no statement names resources, none allows another resource of the pattern.
  return statements.every(({ Resource }) =>
    [Resource ?? []].flat().includes('*'),
  );
}
