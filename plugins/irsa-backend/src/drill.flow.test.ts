import {
  faults,
  formatServiceAccountRef,
  SERVICE_ACCOUNT_ANNOTATION,
  type Verification,
} from '@backstage-irsa/plugin-irsa-common';
import { serviceAccountId } from './naming/serviceAccountId';
import { startTestHost, type TestHost } from './__testUtils__/host';
import { componentOf } from './__testUtils__/specs';

jest.setTimeout(60_000);

const REF = { cluster: 'prod-eu', namespace: 'production', name: 'orders-api' };
const PROD = '111122223333';

/** A fault that a person fixes: how it shows, and what that person does. */
interface DrillCase {
  fault: number;
  check: string;
  result: 'fail' | 'warn';
  fix(host: TestHost): void;
}

const CASES: DrillCase[] = [
  {
    fault: 35,
    check: 'organization-policies',
    result: 'warn',
    fix: ({ sandbox }) => {
      const account = sandbox.world.accounts.get(PROD)!;
      const [root, ...levels] = account.serviceControlPolicies;
      account.serviceControlPolicies = [
        root,
        ...levels.map(level =>
          level.filter(({ name }) => !name.endsWith('-to-orders-api')),
        ),
      ];
    },
  },
];

/** Faults whose remedy is no command of `checks/remedies.flow.test.ts`, in a service that was healthy before. */
describe('the drill', () => {
  let host: TestHost;

  beforeAll(async () => {
    const service = componentOf('orders', 'group:default/team', {
      [SERVICE_ACCOUNT_ANNOTATION]: formatServiceAccountRef(REF),
    });
    host = await startTestHost({ entities: () => [service] });
    await host.post('/entities/component/default/orders/verifications', {});
  });
  afterAll(() => host?.stop());

  async function verify(): Promise<Verification> {
    const { body } = await host.post(
      `/service-accounts/${serviceAccountId(REF)}/verifications`,
      { live: true },
    );
    return body;
  }

  const findingsOf = ({ checks }: Verification) =>
    checks
      .filter(({ result, blockedBy }) => result !== 'pass' && !blockedBy)
      .map(({ id, link, result, fault }) => ({ id, link, result, fault }));

  it.each(CASES)(
    'names fault $fault by $check, and no other',
    async ({ fault: number, check, result, fix }) => {
      const fault = faults.find(known => known.number === number)!;
      const planted = await fetch(
        `${host.sandbox.awsEndpoint}/__sandbox/faults`,
        {
          method: 'POST',
          body: JSON.stringify({
            fault: fault.name,
            service: formatServiceAccountRef(REF),
          }),
        },
      );
      expect(planted.status).toBe(200);
      const broken = await verify();
      expect(findingsOf(broken)).toEqual([
        { id: check, link: fault.link, result, fault: number },
      ]);
      expect(broken.status).toBe(result === 'fail' ? 'broken' : 'degraded');
      fix(host);
      const fixed = await verify();
      expect(findingsOf(fixed)).toEqual([]);
      expect(fixed.status).toBe('verified');
    },
  );
});
