import {
  describeCondition,
  evaluate,
  type Blocker,
  type ConditionOutcome,
  type EvaluationRequest,
  type EvaluationResult,
  type NamedPolicy,
  type PolicyDocument,
} from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import { found } from '../../model/observation';
import { settled, type IsOpenKey } from '../../trust/openKeys';
import { withSessionsAsConditions } from '../simulation/userId';
import { keyDecisionOf } from '../keys/keyDecision';
import type { ControlsFor } from '../organization/organizationControls';
import type { ReadResource } from '../resources/resourceSide';
import { isOpenInSession } from './sessionTags';
import { conditionsIn, openConditionsOf } from './statementConditions';
import { mapPolicies, policiesIn, without } from './statements';

/** Layers in which a single statement is enough to allow a request. */
const GRANTING = new Set<Blocker['layer']>(['identity', 'resource']);

/**
 * Describes the conditions of an allowed request: a Deny that a request with other keys can match, and Allow conditions that need an absent key.
 */
export function reservations(
  asked: EvaluationRequest,
  { decidedBy }: EvaluationResult,
): string[] {
  const request = mapPolicies(asked, policy => ({
    ...policy,
    document: deniedSessions(policy.document, asked),
  }));
  const isOpen = isOpenInSession(request);
  const against = turnedAgainst(request, isOpen);
  if (!against) return [];
  const { blockedBy } = evaluate(against);
  const denials = blockedBy.filter(({ cause }) => cause === 'explicit-deny');
  const { blockedBy: lacking } = evaluate(without(against, denials));
  // If either policy could allow the request, the evaluator blames the principal's policies, not the resource policy that lacks a condition.
  const isAccessLacking = lacking.some(({ layer }) => GRANTING.has(layer));
  const granting = isAccessLacking ? decidedBy : [];
  const conditionsAt = (place: Place, read: typeof conditionsIn) =>
    statementsAt(request, place).flatMap(({ statement, document }) =>
      read(statement, { document, resource: request.resource, isOpen }),
    );
  const only = [
    ...granting.flatMap(reason => conditionsAt(reason, openConditionsOf)),
    ...lacking.flatMap(place => openConditionsAt(request, place, isOpen)),
  ].map(condition => `only ${describeCondition(condition)}`);
  return [
    ...new Set(only),
    ...denials.map(denial =>
      exceptionOf({
        ...denial,
        conditions: conditionsAt(denial, conditionsIn),
      }),
    ),
  ];
}

/** Returns the policy with conditions in place of the sessions of the role that it denies. */
function deniedSessions(
  document: PolicyDocument,
  { principal: { arn } }: EvaluationRequest,
): PolicyDocument {
  return withSessionsAsConditions(document, arn, 'Deny');
}

/** Returns the request with all open conditions resolved against it; undefined if there are none. */
function turnedAgainst(
  request: EvaluationRequest,
  isOpen: IsOpenKey,
): EvaluationRequest | undefined {
  let hangs = false;
  const against = mapPolicies(request, policy => {
    const document = settled(policy.document, isOpen, 'against');
    hangs ||= document !== policy.document;
    return { ...policy, document };
  });
  return hangs ? against : undefined;
}

/** Whether open keys could prevent the use of the key that encrypts the resource. The KMS keys of such a call are known. */
export function mayBeKeptFromKey(
  request: EvaluationRequest,
  encryption: ReadResource['encryption'],
  controlsFor: ControlsFor | undefined,
): boolean {
  if (encryption.state !== 'found') return false;
  const { keyPolicy } = encryption.value;
  const document = keyPolicy.state === 'found' && keyPolicy.value.document;
  if (!document) return false;
  const isOpen = isOpenInUse(request);
  const key = keyDecisionOf(
    turnedAgainst(request, isOpen) ?? request,
    found({
      ...encryption.value,
      keyPolicy: found({
        ...keyPolicy.value,
        document: settled(deniedSessions(document, request), isOpen, 'against'),
      }),
    }),
    { controlsFor: controlsFor && controlsAgainst(request, controlsFor) },
  );
  return key?.state === 'denied';
}

/** Returns which condition keys are open in a call to a key on behalf of a request. */
function isOpenInUse(request: EvaluationRequest): IsOpenKey {
  const isOpen = isOpenInSession(request);
  return condition => !/^kms:/i.test(condition.key) && isOpen(condition);
}

/** Returns the controls for a call to a key, with the open conditions of RCPs resolved against it. */
function controlsAgainst(
  request: EvaluationRequest,
  controlsFor: ControlsFor,
): ControlsFor {
  return (roleArn, asked) => {
    const controls = controlsFor(roleArn, asked);
    const context = { ...request.context, ...controls.context };
    const isOpen = isOpenInUse({ ...request, context });
    const { resourceControlPolicies: levels } = controls;
    return {
      ...controls,
      resourceControlPolicies: levels?.map(level =>
        level.map(policy => ({
          ...policy,
          document: settled(policy.document, isOpen, 'against'),
        })),
      ),
    };
  };
}

/** Returns the open conditions of the statements with which one layer allows the request. */
function openConditionsAt(
  request: EvaluationRequest,
  place: Pick<Blocker, 'layer' | 'level'>,
  isOpen: IsOpenKey,
): ConditionOutcome[] {
  const isThere = (policy: NamedPolicy, layer: Blocker['layer']) =>
    layer === place.layer && policy.level === place.level;
  const letsThrough = (document: PolicyDocument) => {
    const alone = mapPolicies(request, (policy, layer) =>
      isThere(policy, layer) ? { ...policy, document } : policy,
    );
    return evaluate(alone).decision === 'Allowed';
  };
  const { resource } = request;
  return policiesIn(request, isThere).flatMap(({ document }) =>
    statementsOf(document).flatMap(statement => {
      if (statement.Effect !== 'Allow') return [];
      const open = openConditionsOf(statement, { document, resource, isOpen });
      return open.length > 0 &&
        letsThrough({ ...document, Statement: statement })
        ? open
        : [];
    }),
  );
}

type Place = Pick<Blocker, 'layer' | 'level' | 'policy' | 'statement'>;

function statementsAt(
  request: EvaluationRequest,
  { layer, level, policy: name, statement: index }: Place,
) {
  return policiesIn(
    request,
    (policy, where) =>
      where === layer && policy.name === name && policy.level === level,
  ).flatMap(({ document }) =>
    statementsOf(document)
      .filter((_, at) => at === index)
      .map(statement => ({ statement, document })),
  );
}

/** Describes a Deny that depends on request keys, and its source if that is not a policy of the principal. */
export function exceptionOf(denial: Blocker): string {
  const { conditions = [] } = denial;
  const words = conditions.map(describeCondition).join(' and ');
  return `but not ${words}${sourceOf(denial)}`;
}

function sourceOf({ layer, level, policy }: Blocker): string {
  if (layer === 'resource') return ' (policy of the resource)';
  if (layer === 'vpc-endpoint') return ` (policy of VPC endpoint ${level})`;
  if (layer !== 'service-control' && layer !== 'resource-control') return '';
  const kind = layer === 'service-control' ? 'SCP' : 'RCP';
  return ` (${kind} ${policy} attached to ${level})`;
}
