import { valueOf } from '@backstage-irsa/core/model';
import {
  accountOrganizations,
  type OrganizationLayer,
} from '@backstage-irsa/core/organization';
/* eslint-disable @backstage/no-relative-monorepo-imports -- internals and test helpers are published nowhere */
import { readOrganization } from '../../../plugins/irsa-backend/src/observe/organization/readOrganization';
import {
  startMoto,
  startSandboxAws,
} from '../../sandbox/src/contract/__testUtils__/aws/counterparts';
import type { AwsCounterpart } from '../../sandbox/src/contract/__testUtils__/aws/session';

jest.setTimeout(60_000);

/** Returns only names and texts, because IDs differ. */
function shown(layer: OrganizationLayer) {
  if (layer.state !== 'read') return layer.state;
  return layer.levels.map(({ kind, name, policies }) => ({
    ...{ kind, name },
    policies: policies
      .map(policy => ({
        name: policy.name,
        statements: [JSON.parse(policy.document).Statement].flat(),
      }))
      .sort((one, other) => one.name.localeCompare(other.name)),
  }));
}

/** Returns the service control policies of an account, as the product reads them. */
async function levelsOver(counterpart: AwsCounterpart, name: string) {
  const read = await readOrganization(
    {
      organizations: (_account, _region, operation, input) =>
        counterpart.organizations(operation, input),
    },
    { accountId: counterpart.accountId, region: 'eu-west-1' },
  );
  const snapshot = valueOf(read);
  if (!snapshot) throw new Error(JSON.stringify(read));
  const account = snapshot.targets.find(target => target.name === name)!;
  return shown(accountOrganizations(snapshot)(account.id).serviceControl);
}

describe('an organization in moto and in the sandbox', () => {
  const counterparts: AwsCounterpart[] = [];

  beforeAll(async () => {
    counterparts.push(await startSandboxAws(), await startMoto());
  });
  afterAll(() => Promise.all(counterparts.map(each => each.stop())));

  it.each(['prod', 'staging'])('have the same SCPs for %s', async name => {
    const [sandbox, moto] = await Promise.all(
      counterparts.map(each => levelsOver(each, name)),
    );
    expect(moto).toEqual(sandbox);
    expect(JSON.stringify(moto).includes('DenyOtherRegions')).toBe(
      name === 'staging',
    );
  });
});
