import { timeText } from '../model/timeText';
import type { LiveProof } from '../model/types';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { readCutOff } from '../permissions/cutOffPolicy';

/** Whether every session of the role is denied everything, according to Backstage's records or the role's policies. */
export function isCutOff({ cutOff, inlinePolicies }: Observed): boolean {
  return (
    cutOff !== undefined ||
    readCutOff(valueOf(inlinePolicies) ?? [])?.state === 'cut-off'
  );
}

/** Returns a refused proof for a role that is cut off. STS still issues sessions for it, so a token exchange would wrongly succeed. */
export function cutOffProof(observed: Observed): LiveProof | undefined {
  if (!isCutOff(observed)) return undefined;
  const { cutOff } = observed;
  const since = cutOff ? ` since ${timeText(cutOff.at)} by ${cutOff.by}` : '';
  return {
    result: 'refused',
    at: new Date().toISOString(),
    reason: `No token was exchanged: AWS access is cut off${since}, and all sessions are denied all actions.`,
  };
}
