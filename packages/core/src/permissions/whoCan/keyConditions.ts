import type { EvaluationRequest } from '@backstage-irsa/iam-policy';
import type { KeyDecision } from '../keys/keyDecisionTypes';
import type { ControlsFor } from '../organization/organizationControls';
import type { ReadResource } from '../resources/resourceSide';
import { mayBeKeptFromKey } from './reservations';

type DeniedKey = Extract<KeyDecision, { state: 'denied' }>;

/** Returns the condition that the encrypting key adds; undefined if the principal cannot use the key. */
export function keyConditions(
  { keyArn, result, unreadGrants, isFinal }: DeniedKey,
  isUnread: boolean,
): string[] | undefined {
  // An unread policy or grant could allow the use of the key.
  const isSure =
    isFinal === true ||
    result.decision === 'ExplicitlyDenied' ||
    (!isUnread && unreadGrants === undefined);
  if (isSure && result.missingContext.length === 0) return undefined;
  return [ofKeyUse(keyArn)];
}

function ofKeyUse(keyArn: string): string {
  return `only if it can use KMS key ${keyArn}`;
}

/** Returns the conditions on the use of the encrypting key by a principal that its policies allow. */
export function keyReservations(
  request: EvaluationRequest,
  read: ReadResource | undefined,
  {
    key,
    controlsFor,
  }: { key: KeyDecision | undefined; controlsFor: ControlsFor | undefined },
): string[] {
  if (key?.state === 'unread' && key.condition !== undefined) {
    return [key.condition];
  }
  const { encryption } = read ?? {};
  return encryption?.state === 'found' &&
    mayBeKeptFromKey(request, encryption, controlsFor)
    ? [ofKeyUse(encryption.value.keyArn)]
    : [];
}
