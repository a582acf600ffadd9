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
import { readTrustPolicy, type TrustCondition } from '../../trust/read';
import { isOpenIn } from '../openKeys';
import { keyDecisionOf } from '../keyDecision';
import type { ReadResource } from '../resourceSide';
import { mapPolicies, policiesIn, without } from './statements';

/** Layers of which one statement is enough. */
const GRANTING = new Set<Blocker['layer']>(['identity', 'resource']);

/**
 * What an allowed request hangs on, in words: a Deny that a request with other keys may meet, and conditions of what allows it that hold only where a key
 * is absent.
 */
export function reservations(
  request: EvaluationRequest,
  { decidedBy }: EvaluationResult,
): string[] {
  const isOpen = isOpenIn(request);
  const against = turnedAgainst(request, isOpen);
  if (!against) return [];
  const { blockedBy } = evaluate(against);
  const denials = blockedBy.filter(({ cause }) => cause === 'explicit-deny');
  const { blockedBy: lacking } = evaluate(without(against, denials));
  // Where both could allow, the principal's own policies are said to lack what the resource's does.
  const isAccessLacking = lacking.some(({ layer }) => GRANTING.has(layer));
  const granting = isAccessLacking ? decidedBy : [];
  const only = [
    ...granting.flatMap(({ conditions }) => conditions.filter(isOpen)),
    ...lacking.flatMap(place => openConditionsAt(request, place, isOpen)),
  ].map(condition => `only ${describeCondition(condition)}`);
  return [
    ...new Set(only),
    ...denials.map(denial =>
      exceptionOf({ ...denial, conditions: conditionsAt(request, denial) }),
    ),
  ];
}

/** The request where all that hangs on open keys turns out against it; undefined where nothing does. */
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

/** Whether it hangs on open keys if it may use the key that encrypts the resource. Those of KMS are known of such a use. */
export function mayBeKeptFromKey(
  request: EvaluationRequest,
  encryption: ReadResource['encryption'],
): boolean {
  if (encryption.state !== 'found') return false;
  const { keyPolicy } = encryption.value;
  const document = keyPolicy.state === 'found' && keyPolicy.value.document;
  if (!document) return false;
  const isOpenCall = isOpenIn(request);
  const isOpen: IsOpenKey = condition =>
    !/^kms:/i.test(condition.key) && isOpenCall(condition);
  const against = turnedAgainst(request, isOpen);
  const policy = settled(document, isOpen, 'against');
  if (!against && policy === document) return false;
  const key = keyDecisionOf(
    against ?? request,
    found({
      ...encryption.value,
      keyPolicy: found({ ...keyPolicy.value, document: policy }),
    }),
  );
  return key?.state === 'denied';
}

/** The open conditions of the statements by which one layer lets the request through. */
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
  return policiesIn(request, isThere).flatMap(({ document }) => {
    const all = statementsOf(document);
    return readTrustPolicy(document)
      .filter(
        ({ effect, conditions, index }) =>
          effect === 'Allow' &&
          conditions.some(isOpen) &&
          letsThrough({ ...document, Statement: all[index] }),
      )
      .flatMap(({ conditions }) => conditions.filter(isOpen).map(asMet));
  });
}

function asMet({ operator, key, values }: TrustCondition): ConditionOutcome {
  return { operator, key, wanted: values, met: true };
}

/** The conditions of a statement as they are written. */
function conditionsAt(
  request: EvaluationRequest,
  { layer, level, policy: name, statement }: Blocker,
): Blocker['conditions'] {
  return policiesIn(
    request,
    (policy, where) =>
      where === layer && policy.name === name && policy.level === level,
  )
    .flatMap(({ document }) => readTrustPolicy(document))
    .filter(({ index }) => index === statement)
    .flatMap(({ conditions }) => conditions.map(asMet));
}

/** What a Deny that hangs on keys of the request says, and whose it is where that is not the principal's own. */
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
