import { serviceAccountId } from '@backstage-irsa/core/model';
import {
  irsaService,
  operation,
  operationStep,
} from '../__testUtils__/fixtures';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { createServiceAccountDeleteAction } from './serviceAccountDelete';
import { examples } from './serviceAccountDelete.examples';

const id = serviceAccountId({
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders',
});
const step = operationStep({
  action: 'delete',
  message: 'Deleted role orders-7f3a',
});
const deleting = () => jest.fn(async () => operation({ steps: [step] }));

describe('irsa:service-account:delete', () => {
  it('deletes as the initiator and logs each step', async () => {
    const remove = deleting();
    const irsa = irsaService({ deleteServiceAccount: remove });
    const { log, error, credentials } = await runAction(
      createServiceAccountDeleteAction({ irsa }),
      inputOf(examples[0]),
    );
    expect(error).toBeUndefined();
    expect(irsa.as).toHaveBeenCalledWith(
      expect.objectContaining({ credentials }),
    );
    expect(remove).toHaveBeenCalledWith(id, {});
    expect(log).toEqual(['info Deleted role orders-7f3a']);
  });

  it('sends the reason for the audit log', async () => {
    const remove = deleting();
    const why = { reason: 'Orders is retired', changeNumber: 'CHG-1' };
    await runAction(
      createServiceAccountDeleteAction({
        irsa: irsaService({ deleteServiceAccount: remove }),
      }),
      { ...inputOf(examples[0]), ...why },
    );
    expect(remove).toHaveBeenCalledWith(id, why);
  });

  it('deletes nothing in a dry run', async () => {
    const remove = deleting();
    const steps = [operationStep({ summary: 'Delete role orders-7f3a' })];
    const plan = jest.fn(async () => ({ steps }));
    const { log } = await runAction(
      createServiceAccountDeleteAction({
        irsa: irsaService({ deleteServiceAccount: remove, planDeletion: plan }),
      }),
      inputOf(examples[0]),
      { isDryRun: true },
    );
    expect(plan).toHaveBeenCalledWith(id);
    expect(remove).not.toHaveBeenCalled();
    expect(log).toEqual(['info Planned: Delete role orders-7f3a']);
  });
});
