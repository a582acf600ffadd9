import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { irsaService, operationStep } from '../__testUtils__/fixtures';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { createServiceAccountDeleteAction } from './serviceAccountDelete';
import { examples } from './serviceAccountDelete.examples';

const deleting = () =>
  jest.fn<ReturnType<IrsaService['delete']>, Parameters<IrsaService['delete']>>(
    async (_, { onStep }) => {
      const step = operationStep({
        action: 'delete',
        message: 'Deleted role orders-7f3a',
      });
      onStep?.(step);
      return [step];
    },
  );

describe('irsa:service-account:delete', () => {
  it('deletes as the initiator, and logs each step', async () => {
    const remove = deleting();
    const { log, error, credentials } = await runAction(
      createServiceAccountDeleteAction({
        irsa: irsaService({ delete: remove }),
      }),
      inputOf(examples[0]),
    );
    expect(error).toBeUndefined();
    expect(remove).toHaveBeenCalledWith(
      { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
      expect.objectContaining({ credentials }),
    );
    expect(log).toEqual(['info Deleted role orders-7f3a']);
  });

  it('tells auditors why', async () => {
    const remove = deleting();
    const why = { reason: 'Orders is retired', changeNumber: 'CHG-1' };
    await runAction(
      createServiceAccountDeleteAction({
        irsa: irsaService({ delete: remove }),
      }),
      { ...inputOf(examples[0]), ...why },
    );
    expect(remove).toHaveBeenCalledWith(
      { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
      expect.objectContaining(why),
    );
  });

  it('deletes nothing in a dry run', async () => {
    const remove = deleting();
    const { log } = await runAction(
      createServiceAccountDeleteAction({
        irsa: irsaService({ delete: remove }),
      }),
      inputOf(examples[0]),
      { isDryRun: true },
    );
    expect(remove).not.toHaveBeenCalled();
    expect(log).toEqual([
      'info Planned: delete what was made for prod-eu/shop/orders',
    ]);
  });
});
