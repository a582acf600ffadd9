import type {
  AccessLevel,
  EffectiveLevel,
  EffectiveService,
  Risk,
} from '@backstage-irsa/core/model';
import { riskiestFirst } from './riskiestFirst';

const service = (
  title: string,
  extents: Partial<Record<AccessLevel, EffectiveLevel['extent']>>,
  statement = 0,
): EffectiveService => ({
  service: title.toLowerCase(),
  title,
  levels: Object.entries(extents).map(([level, extent]) => ({
    level: level as AccessLevel,
    extent,
    entries: [
      {
        state: 'allowed',
        actions: [],
        resources: [],
        statements: [{ policy: 'p', statement }],
      },
    ],
  })),
});

const risk = (severity: Risk['severity'], statement: number): Risk => ({
  id: severity,
  severity,
  message: '',
  evidence: [{ policy: 'p', statement }],
});

const CASES: [string, EffectiveService[], Risk[], string[]][] = [
  [
    'sorts by the most dangerous level',
    [
      service('S3', { Read: 'full', List: 'full' }),
      service('SQS', { Write: 'limited' }),
      service('IAM', { 'Permissions management': 'limited' }),
    ],
    [],
    ['IAM', 'SQS', 'S3'],
  ],
  [
    'sorts full before limited, and limited before none',
    [
      service('A', { Write: 'none' }),
      service('B', { Write: 'limited' }),
      service('C', { Write: 'full' }),
    ],
    [],
    ['C', 'B', 'A'],
  ],
  [
    'puts services that cause a risk first, the most severe risk on top',
    [
      service('IAM', { 'Permissions management': 'full' }, 0),
      service('KMS', { Read: 'limited' }, 1),
      service('Secrets Manager', { Read: 'limited' }, 2),
    ],
    [risk('low', 1), risk('high', 2)],
    ['Secrets Manager', 'KMS', 'IAM'],
  ],
  [
    'sorts services with the same level by title',
    [service('SQS', { Read: 'full' }), service('S3', { Read: 'full' })],
    [],
    ['S3', 'SQS'],
  ],
];

describe('riskiestFirst', () => {
  it.each(CASES)('%s', (_, services, risks, titles) => {
    expect(riskiestFirst(services, risks).map(({ title }) => title)).toEqual(
      titles,
    );
  });
});
