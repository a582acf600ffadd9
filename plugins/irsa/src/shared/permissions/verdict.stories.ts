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

const NONE: LayerReading[] = [{ layer: 'identity', state: 'not-read' }];

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
  ['ImplicitlyDenied', undefined, NONE, 'unknown'],
  ['ExplicitlyDenied', ['only over TLS'], READ, 'explicitly-denied'],
];

describe('verdictOf', () => {
  it.each(CASES)('%s, conditions %j, layers %j', (...args) => {
    const [decision, conditions, layers, verdict] = args;
    const layerDecisions = layers;
    expect(verdictOf({ decision, conditions, layers, layerDecisions })).toBe(
      verdict,
    );
  });

  it.each([
    ['a part of the resource, such as grants of a key', 'resource'],
    ['which of several VPC endpoints is used', 'vpc-endpoint'],
  ] as const)('is unknown where it is not known: %s', (_, layer) => {
    const resource: LayerReading = { layer, state: 'not-read' };
    const verdict = verdictOf({
      decision: 'ImplicitlyDenied',
      layers: [...READ, resource],
      layerDecisions: [
        ...READ,
        { ...resource, decision: 'ImplicitlyDenied', policies: [] },
      ],
    });
    expect(verdict).toBe('unknown');
  });
});
