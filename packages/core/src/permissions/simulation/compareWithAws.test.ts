import type { LayerReading, SimulationResult } from '../../model/types';
import { found, unknown } from '../../model/observation';
import { compareWithAws } from './compareWithAws';
import type { SimulatedByAws } from './simulatedByAws';

const OURS: SimulationResult = {
  action: 's3:GetObject',
  resource: '*',
  decision: 'Allowed',
  summary: "Allowed by the role's policies; organization policies not read.",
  decidedBy: [],
  blockedBy: [],
  missingContext: [],
  layers: [],
  layerDecisions: [],
};

describe('the AWS result', () => {
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
        reason:
          'The simulator finds an SCP that denies it. An SCP may have changed since Backstage read them, or require a condition key that the simulator did not get.',
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
    'is added to the result of Backstage without changing it (%#)',
    (answer, aws) => {
      expect(compareWithAws(OURS, answer)).toEqual({ ...OURS, aws });
    },
  );
});

const layer = (
  name: LayerReading['layer'],
  state: LayerReading['state'],
): Partial<SimulationResult> => ({ layers: [{ layer: name, state }] });
const blockedBy = (name: LayerReading['layer']): Partial<SimulationResult> => ({
  decision: 'ExplicitlyDenied',
  blockedBy: [{ layer: name, message: '' }],
});
const DENIES = 'ExplicitlyDenied' as const;
const byOrganization = { decision: DENIES, allowedByOrganizations: false };

it.each<[Partial<SimulationResult>, SimulatedByAws, string]>([
  [
    layer('service-control', 'not-read'),
    byOrganization,
    'The simulator evaluates SCPs, which Backstage did not read.',
  ],
  [
    blockedBy('resource-control'),
    { decision: 'Allowed' },
    'The simulator does not evaluate RCPs.',
  ],
  [
    blockedBy('service-control'),
    { decision: 'Allowed' },
    'An SCP that Backstage read denies it. It may have changed since.',
  ],
  [
    blockedBy('service-control'),
    { decision: 'ImplicitlyDenied' },
    'Both deny it. The simulator counts each denial by an SCP as explicit, and before 30 July 2026 as implicit.',
  ],
  [
    blockedBy('identity'),
    { decision: 'ImplicitlyDenied' },
    'Both deny it, by different policies.',
  ],
  [
    { missingContext: ['aws:SourceVpce'] },
    { decision: DENIES },
    'It depends on aws:SourceVpce, not given.',
  ],
  [
    layer('identity', 'not-read'),
    { decision: DENIES },
    'Backstage did not read every policy of the role.',
  ],
  [
    {
      layerDecisions: [
        { layer: 'resource', state: 'not-read', reason: 'It is elsewhere.' },
      ],
    },
    { decision: 'ImplicitlyDenied' },
    'The simulator does not evaluate resource policies for roles. It is elsewhere.',
  ],
  [
    blockedBy('identity'),
    { decision: 'Allowed' },
    'The reason is unknown. The policies may have changed between the two answers.',
  ],
])('explains a difference (%#)', (ours, aws, reason) => {
  const { aws: told } = compareWithAws({ ...OURS, ...ours }, found(aws));
  expect(told).toMatchObject({ differs: true, reason });
});
