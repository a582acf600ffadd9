import type { FleetServiceAccount } from '@backstage-irsa/core/model';
import type { TestHost } from './host';

/** Expects that IAM service accounts are sorted by their current number of open findings. Returns the number per ID. */
export async function expectOrderByFindings(
  host: Pick<TestHost, 'get'>,
): Promise<Map<string, number>> {
  const { body } = await host.get(
    '/fleet/service-accounts?sort=findings&order=desc&limit=500',
  );
  const items: FleetServiceAccount[] = body.items;
  const counts = items.map(({ findings }) => findings);
  expect(counts).toEqual([...counts].sort((one, other) => other - one));
  expect(counts[0]).toBeGreaterThan(counts[counts.length - 1]);
  return new Map(items.map(({ id, findings }) => [id, findings]));
}
