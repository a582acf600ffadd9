import type { Finding } from '@backstage-irsa/core/model';
import { fleetOf } from '../../../../dev/fixtures/governance/fleets';
import { issueUrl } from './issue';

const SIZES = { serviceAccounts: 5, workloads: 5, findings: 20, roles: 5 };
const { findings } = fleetOf(SIZES);
const page = 'https://backstage.example.com/irsa/findings?severity=high';

const written = (some: readonly Finding[], template: string) =>
  new URL(issueUrl(template, { title: 'Two & more', findings: some, page }));

describe('issueUrl', () => {
  it('fills the template with the title and findings', () => {
    const url = written(
      findings.slice(0, 2),
      'https://github.com/acme/platform/issues/new?title={title}&body={body}',
    );
    expect(url.searchParams.get('title')).toBe('Two & more');
    const [first] = findings;
    const body = url.searchParams.get('body') ?? '';
    expect(body).toContain(`- ${first.severity}: ${first.title} (`);
    expect(body.split('\n').filter(line => line.startsWith('- '))).toHaveLength(
      2,
    );
    expect(body).toContain(page);
  });

  it('lists only the first of many findings', () => {
    const url = written(findings, 'https://tracker.example.com/?d={body}');
    expect(url.searchParams.get('d')).toContain('- and 5 more');
  });
});
