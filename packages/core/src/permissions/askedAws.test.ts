import type { SimulationResult } from '../model/types';
import { found, unknown } from '../model/observation';
import { withAwsAnswer } from './askedAws';

const OURS: SimulationResult = {
  action: 's3:GetObject',
  resource: '*',
  decision: 'Allowed',
  summary: "Allowed by the role's policies; organization policies not read.",
  decidedBy: [],
  blockedBy: [],
  missingContext: [],
  layers: [],
};

describe('what AWS says', () => {
  it.each([
    [
      found({ decision: 'Allowed' as const }),
      {
        state: 'answered',
        decision: 'Allowed',
        differs: false,
        message: 'AWS allows it.',
      },
    ],
    [
      found({
        decision: 'ImplicitlyDenied' as const,
        allowedByOrganizations: false,
      }),
      {
        state: 'answered',
        decision: 'ImplicitlyDenied',
        differs: true,
        message:
          'AWS denies it, since nothing allows it; service control policies do not allow it.',
      },
    ],
    [
      unknown<never>(
        'The backend may not call iam:SimulatePrincipalPolicy.',
        'iam:SimulatePrincipalPolicy',
      ),
      {
        state: 'unavailable',
        message: 'The backend may not call iam:SimulatePrincipalPolicy.',
      },
    ],
  ])(
    'stands beside our answer and changes nothing of it (%#)',
    (answer, aws) => {
      expect(withAwsAnswer(OURS, answer)).toEqual({ ...OURS, aws });
    },
  );
});
