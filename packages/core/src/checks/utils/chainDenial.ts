import {
  evaluate,
  type Blocker,
  type EvaluationRequest,
} from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import type { Observed, ObservedRole } from '../../model/observed';
import { organizationControls } from '../../permissions/organization/organizationControls';
import { withSessionTags } from '../../permissions/sessionTags';
import {
  callContext,
  issuedContext,
} from '../../permissions/simulation/simulationContext';
import { mapPolicies, policiesIn } from '../../permissions/whoCan/statements';
import { openKeysIn, settled, type IsOpenKey } from '../../trust/openKeys';
import { chainRequest, type ChainedCaller } from './assumedRole';
import { canHaveKey, contextOfAction } from './chainKeys';
import type { AssumeDenial } from './deniedByOrganization';
import { isOpenForPods } from './podIdentityTrust';

const CONTROLS = new Set<Blocker['layer']>([
  'service-control',
  'resource-control',
]);

/**
 * Evaluates the SCPs of the calling role's account and the RCPs of the assumed role's account, as far as they were read. A denial that applies
 * regardless of other request keys comes before a conditional one.
 *
 * Source: "SCP evaluation" and "Resource control policies (RCPs)", AWS Organizations User Guide.
 */
export function chainDenial(
  observed: Observed,
  caller: ChainedCaller & { role: ObservedRole },
  resource: string,
): AssumeDenial | undefined {
  const { actions } = chainRequest(observed, caller);
  const denials = actions.flatMap(
    action => denialOf(observed, caller, { action, resource }) ?? [],
  );
  return denials.find(({ openKeys }) => openKeys.length === 0) ?? denials[0];
}

function denialOf(
  observed: Observed,
  caller: ChainedCaller & { role: ObservedRole },
  asked: { action: string; resource: string },
): AssumeDenial | undefined {
  const request = controlsRequest(observed, caller, asked);
  const { action } = asked;
  const isOpenKey = isOpenForPods(request.context ?? {}, 'role');
  const isOpen: IsOpenKey = condition =>
    canHaveKey(action, condition.key) && isOpenKey(condition);
  const blockerWhere = (outcome: 'for' | 'against') =>
    evaluate(
      mapPolicies(request, policy => ({
        ...policy,
        document: settled(policy.document, isOpen, outcome),
      })),
    ).blockedBy.find(({ layer }) => CONTROLS.has(layer));
  const certain = blockerWhere('for');
  if (certain) return { action, blocker: certain, openKeys: [] };
  const blocker = blockerWhere('against');
  return (
    blocker && { action, blocker, openKeys: keysAt(request, blocker, isOpen) }
  );
}

/** Builds the request for SCPs and RCPs only. Other policy types are not evaluated here. */
function controlsRequest(
  observed: Observed,
  caller: ChainedCaller & { role: ObservedRole },
  asked: { action: string; resource: string },
): EvaluationRequest {
  const { organizations = {}, config, at } = observed;
  const { arn, ...role } = withSessionTags(caller.role, observed);
  const controls = organizationControls(id => organizations[id])(arn, asked);
  const { serviceControlPolicies, resourceControlPolicies } = controls;
  const deciding = [serviceControlPolicies, resourceControlPolicies].flat(2);
  return {
    ...asked,
    ...{ serviceControlPolicies, resourceControlPolicies },
    principal: { kind: 'role', arn },
    identityPolicies: [],
    context: {
      ...callContext({ arn, ...role }, config.region, asked),
      ...controls.context,
      ...issuedContext(role, new Date(at)),
      ...contextOfAction(
        asked.action,
        chainRequest(
          observed,
          caller,
          deciding.filter(policy => policy !== undefined),
        ).context,
      ),
    },
  };
}

/** Returns the open condition keys of the statement that denies the request, or of the statements that would allow it. */
function keysAt(
  request: EvaluationRequest,
  { layer, level, policy: name, statement }: Blocker,
  isOpen: IsOpenKey,
): string[] {
  const policies = policiesIn(
    request,
    (policy, where) =>
      where === layer &&
      policy.level === level &&
      (name === undefined || policy.name === name),
  );
  const keys = policies.flatMap(({ document }) =>
    statementsOf(document)
      .filter(({ Effect }, index) =>
        statement === undefined ? Effect === 'Allow' : index === statement,
      )
      .flatMap(one => openKeysIn(one, document, isOpen)),
  );
  return [...new Set(keys)];
}
