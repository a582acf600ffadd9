import type { Violation } from '../../model/types';
import {
  ADOPT_KEY,
  consentIn,
  consentOf,
  consentProblem,
} from '../ownership/adoptionConsent';
import type { Desired } from '../types';
import {
  usedConsent,
  type OwnershipRecords,
} from '../ownership/ownershipRecords';
import type { Pairs } from '../types';
import { describeTool, otherTool } from './otherTools';

/** How long the consent is that a refusal suggests. */
const SUGGESTED_MS = 24 * 60 * 60 * 1000;

/** An object that somebody else created. */
export interface AdoptableObject {
  /** In a sentence. */
  what: string;
  /** The RoleId, the UID or the ARN: a recreated object is another one. */
  objectId: string;
  /** Its tags, or its labels and annotations. */
  pairs: Pairs;
}

/**
 * Why an object of somebody else may not be adopted. The consent names this ServiceAccount, ends within 7 days and is used once.
 *
 * @param isRecorded - it is recorded as adopted by this ServiceAccount already: an adoption that was cut off goes on with the same consent
 */
export function adoptionProblem(
  { what, objectId, pairs }: AdoptableObject,
  { spec }: Desired,
  ownership: OwnershipRecords,
  { now, isRecorded = false }: { now: Date; isRecorded?: boolean },
): Violation[] {
  const tool = otherTool(pairs);
  if (tool !== undefined) {
    return [
      {
        field: 'adopt',
        rule: 'managed-by-other-tool',
        message: `${what} cannot be adopted: ${describeTool(
          tool,
        )}, which would undo our changes.`,
      },
    ];
  }
  const consent = consentIn(pairs);
  const problem =
    consent === undefined
      ? `has no ${ADOPT_KEY}`
      : consentProblem(consent, spec, now);
  const isUsed =
    !isRecorded &&
    consent !== undefined &&
    ownership.usedConsents.has(usedConsent(objectId, consent));
  if (problem === undefined && !isUsed) return [];
  const why = isUsed ? 'was used already' : problem;
  const until = new Date(now.getTime() + SUGGESTED_MS);
  return [
    {
      field: 'adopt',
      rule: 'adoption-consent',
      message: `${what} can be adopted only with the consent of an administrator: ${
        consent === undefined ? 'it' : 'its consent'
      } ${why}. An administrator sets ${ADOPT_KEY} to ${consentOf(
        spec,
        until,
      )}, which ends within 7 days.`,
    },
  ];
}
