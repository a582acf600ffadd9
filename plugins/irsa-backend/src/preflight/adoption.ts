import { PREFIX, type Violation } from '@backstage-irsa/plugin-irsa-common';
import type { Pairs } from '../plan/types';
import { describeTool, otherTool } from './otherTools';

/** The tag or annotation by which an administrator lets us take an object over. */
const ADOPT_KEY = `${PREFIX}adopt`;
const ADOPT_VALUE = 'allowed';

/** Why an object of somebody else may not be taken over. */
export function adoptionProblem(
  what: string,
  pairs: Pairs,
  consent: 'needed' | 'given',
): Violation[] {
  const tool = otherTool(pairs);
  if (tool !== undefined) {
    return [
      {
        field: 'adopt',
        rule: 'managed-by-other-tool',
        message: `${what} is not taken over, since ${describeTool(
          tool,
        )}, which would undo our changes.`,
      },
    ];
  }
  return consent === 'given' || pairs[ADOPT_KEY] === ADOPT_VALUE
    ? []
    : [
        {
          field: 'adopt',
          rule: 'adoption-consent',
          message: `${what} is taken over once an administrator consents: it needs ${ADOPT_KEY}: ${ADOPT_VALUE}.`,
        },
      ];
}
