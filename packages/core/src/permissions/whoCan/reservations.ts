import {
  describeCondition,
  evaluate,
  type Blocker,
  type EvaluationRequest,
  type EvaluationResult,
  type NamedPolicy,
} from '@backstage-irsa/iam-policy';
import { found } from '../../model/observation';
import { settled, type IsOpenKey } from '../../trust/openKeys';
import { readTrustPolicy } from '../../trust/read';
import { isOpenIn } from '../openKeys';
import { keyDecisionOf, type ReadResource } from '../resourceSide';
import { mapPolicies, without } from './statements';

/**
 * What an allowed request hangs on, in words: a Deny that a request with other keys may meet, and conditions of what allows it that hold only where a key
 * is absent.
 *
 * @param exceptionOf - tells a Deny by its conditions
 */
export function reservations(
  request: EvaluationRequest,
  { decidedBy }: EvaluationResult,
  exceptionOf: (denial: Blocker) => string,
): string[] {
  const isOpen = isOpenIn(request);
  const against = turnedAgainst(request, isOpen);
  if (!against) return [];
  const { decision, blockedBy } = evaluate(against);
  if (decision === 'Allowed') return [];
  const denials = blockedBy.filter(({ cause }) => cause === 'explicit-deny');
  const rest =
    denials.length > 0
      ? evaluate(without(against, denials)).decision
      : decision;
  const only =
    rest === 'Allowed'
      ? []
      : decidedBy
          .flatMap(({ conditions }) => conditions.filter(isOpen))
          .map(condition => `only ${describeCondition(condition)}`);
  return [
    ...only,
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

/** The conditions of a statement as they are written. */
function conditionsAt(
  request: EvaluationRequest,
  { layer, level, policy: name, statement }: Blocker,
): Blocker['conditions'] {
  const policies: NamedPolicy[] = [];
  mapPolicies(request, (policy, where) => {
    if (where === layer && policy.name === name && policy.level === level) {
      policies.push(policy);
    }
    return policy;
  });
  return policies
    .flatMap(({ document }) => readTrustPolicy(document))
    .filter(({ index }) => index === statement)
    .flatMap(({ conditions }) => conditions)
    .map(({ operator, key, values }) => ({
      ...{ operator, key, wanted: values, met: true },
    }));
}
