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
    'the most dangerous level decides',
    [
      service('S3', { Read: 'full', List: 'full' }),
      service('SQS', { Write: 'limited' }),
      service('IAM', { 'Permissions management': 'limited' }),
    ],
    [],
    ['IAM', 'SQS', 'S3'],
  ],
  [
    'full comes before limited, and limited before none',
    [
      service('A', { Write: 'none' }),
      service('B', { Write: 'limited' }),
      service('C', { Write: 'full' }),
    ],
    [],
    ['C', 'B', 'A'],
  ],
  [
    'what a risk comes from is before the levels, the worst risk first',
    [
      service('IAM', { 'Permissions management': 'full' }, 0),
      service('KMS', { Read: 'limited' }, 1),
      service('Secrets Manager', { Read: 'limited' }, 2),
    ],
    [risk('low', 1), risk('high', 2)],
    ['Secrets Manager', 'KMS', 'IAM'],
  ],
  [
    'otherwise by title',
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
