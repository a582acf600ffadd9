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

/** The validity of the consent that a refusal suggests, in milliseconds. */
const SUGGESTED_MS = 24 * 60 * 60 * 1000;

/** An object that Backstage did not create. */
export interface AdoptableObject {
  /** The object in a sentence, such as `Role arn:…`. */
  what: string;
  /** The RoleId, UID, or association ID of the object. A recreated object has another one. */
  objectId: string;
  /** The tags of the object, or its labels and annotations. */
  pairs: Pairs;
}

/**
 * Returns why an object that Backstage did not create cannot be adopted. The consent must name this ServiceAccount, end within 7 days, and be unused.
 *
 * @param isRecorded - whether the object is already recorded as adopted by this ServiceAccount: an interrupted adoption continues with the same
 * consent
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
        )}, which would undo changes by Backstage.`,
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
  const why = isUsed ? 'was already used' : problem;
  const until = new Date(now.getTime() + SUGGESTED_MS);
  return [
    {
      field: 'adopt',
      rule: 'adoption-consent',
      message: `${what} can be adopted only with the consent of an administrator: ${
        consent === undefined ? 'it' : 'its consent'
      } ${why}. Ask an administrator to set ${ADOPT_KEY} to ${consentOf(
        spec,
        until,
      )}, which expires within 7 days.`,
    },
  ];
}
