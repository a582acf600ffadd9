import type { World } from '../state/world';
import { makeCompany } from '.';
import { findService } from './service';

describe('the services that other tools manage', () => {
  let world: World;

  beforeAll(async () => {
    world = await makeCompany({ managedSamples: true });
  });

  it.each([
    ['gift-cards', 'aws:cloudformation:stack-name', 'shop-gift-cards'],
    ['vouchers', 'managed-by', 'terraform'],
    ['newsletter', 'alpha.eksctl.io/cluster-name', 'prod-eu'],
  ])('include %s, healthy and tagged by its tool', (name, key, value) => {
    const ref = { cluster: 'prod-eu', namespace: 'shop', name };
    expect(findService(world, ref).role.tags).toContainEqual({ key, value });
    expect(world.services).toContainEqual({
      ...ref,
      fault: null,
      description: 'Nothing is wrong.',
    });
  });

  it('exist only when they are requested', async () => {
    const plain = await makeCompany();
    expect(world.services.length - plain.services.length).toBe(3);
  });
});
