import { lastAccessedReport } from './lastAccessed';

const NOW = new Date('2026-11-24T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const OLD = { now: NOW, roleCreatedAt: daysAgo(300), proofs: [] };

const report = (
  use: { service: string; lastAccessed?: Date },
  context: Partial<Parameters<typeof lastAccessedReport>[1]> = {},
) => lastAccessedReport([use], { ...OLD, ...context }).services[0];

describe('the last-accessed report', () => {
  it.each([
    ['never', undefined, true],
    ['91 days ago', daysAgo(91), true],
    ['89 days ago', daysAgo(89), false],
  ])('calls a service used %s unused: %s', (_, lastAccessed, unused) => {
    expect(report({ service: 's3', lastAccessed })).toEqual({
      service: 's3',
      ...(lastAccessed && { lastAccessed: lastAccessed.toISOString() }),
      unused,
    });
  });

  it('reports no service as unused when the role is younger than 90 days or its age is unknown', () => {
    expect(report({ service: 's3' }, { roleCreatedAt: daysAgo(20) })).toEqual({
      service: 's3',
      unused: false,
      reason: 'The role is younger than 90 days.',
    });
    expect(report({ service: 's3' }, { roleCreatedAt: undefined }).reason).toBe(
      'The age of the role is not known.',
    );
  });

  it('does not count a live proof as use of STS', () => {
    const lastAccessed = daysAgo(2);
    const near = new Date(lastAccessed.getTime() - 60 * 60_000);
    const far = new Date(lastAccessed.getTime() - 5 * 60 * 60_000);
    expect(
      report({ service: 'sts', lastAccessed }, { proofs: [far, near] }),
    ).toEqual({
      service: 'sts',
      unused: false,
      reason: expect.stringContaining('live proof'),
    });
    expect(report({ service: 'sts', lastAccessed }, { proofs: [far] })).toEqual(
      {
        service: 'sts',
        lastAccessed: lastAccessed.toISOString(),
        unused: false,
      },
    );
    expect(
      report({ service: 's3', lastAccessed }, { proofs: [near] }),
    ).toHaveProperty('lastAccessed');
  });

  it('sorts services by name and has the time of the report', () => {
    const { at, services } = lastAccessedReport(
      [{ service: 'sqs' }, { service: 's3' }],
      OLD,
    );
    expect(at).toBe(NOW.toISOString());
    expect(services.map(({ service }) => service)).toEqual(['s3', 'sqs']);
  });
});
