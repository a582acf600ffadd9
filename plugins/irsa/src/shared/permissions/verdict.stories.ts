import type {
  LayerReading,
  SimulationResult,
} from '@backstage-irsa/core/model';
import { type Verdict, verdictOf } from './verdict';

const READ: LayerReading[] = [{ layer: 'identity', state: 'read' }];
const SOME: LayerReading[] = [
  ...READ,
  { layer: 'service-control', state: 'not-read' },
];

const CASES: [
  SimulationResult['decision'],
  string[] | undefined,
  LayerReading[],
  Verdict,
][] = [
  ['Allowed', undefined, READ, 'allowed'],
  ['Allowed', [], READ, 'allowed'],
  ['Allowed', undefined, SOME, 'allowed-by-role'],
  ['Allowed', ['only over TLS'], READ, 'conditional'],
  ['ImplicitlyDenied', ['only over TLS'], READ, 'conditional'],
  ['ImplicitlyDenied', undefined, READ, 'denied'],
  ['ExplicitlyDenied', ['only over TLS'], READ, 'explicitly-denied'],
];

describe('verdictOf', () => {
  it.each(CASES)('%s, conditions %j, layers %j', (...args) => {
    const [decision, conditions, layers, verdict] = args;
    expect(verdictOf({ decision, conditions, layers })).toBe(verdict);
  });

  it('is unknown when an unread policy could allow the action', () => {
    const verdict = verdictOf({
      decision: 'ImplicitlyDenied',
      layers: [...READ, { layer: 'resource', state: 'not-read' }],
      unknownReason: 'The policy of the resource was not read.',
    });
    expect(verdict).toBe('unknown');
  });
});
