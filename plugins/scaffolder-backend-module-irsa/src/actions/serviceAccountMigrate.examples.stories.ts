import type {
  MigrationBlocker,
  MigrationPlan,
} from '@backstage-irsa/core/model';
import {
  irsaService,
  operation,
  operationStep,
  serviceAccount,
} from '../__testUtils__/fixtures';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { createServiceAccountMigrateAction } from './serviceAccountMigrate';
import { examples } from './serviceAccountMigrate.examples';

const { status, ...planned } = operationStep({
  action: 'update',
  summary: 'Update trust policy of role orders-7f3a',
});
const restarts = [
  {
    workload: 'deployment/orders',
    pods: ['orders-1'],
    command: 'kubectl rollout restart deployment/orders -n shop',
  },
];
const left = { restarts, remaining: ['Run it again.'] };
const blocker: MigrationBlocker = {
  rule: 'fargate',
  message: 'orders-1 runs on Fargate.',
  remediation: 'Keep IRSA.',
};

function migrating(change: Partial<MigrationPlan> = {}, accounts = 1) {
  const plan: MigrationPlan = {
    ...{ from: 'irsa', to: 'pod-identity', stage: 'irsa' },
    ...{ blockers: [], warnings: [], steps: [planned] },
    ...left,
    ...change,
  };
  const names = ['orders', 'orders-worker'].slice(0, accounts);
  const step = operationStep({ message: 'Updated trust policy' });
  const migrate = jest.fn(async () => operation({ steps: [step] }));
  const irsa = irsaService({
    listEntityServiceAccounts: async () => ({
      items: names.map(name => serviceAccount({ id: `sa-${name}`, name })),
    }),
    planMigration: async () => plan,
    migrateServiceAccount: migrate,
  });
  return { irsa, action: createServiceAccountMigrateAction({ irsa }), migrate };
}

describe('irsa:service-account:migrate', () => {
  it('logs what would change and changes nothing without confirmation', async () => {
    const { action, migrate } = migrating();
    const { log, output, error } = await runAction(
      action,
      inputOf(examples[0]),
    );
    expect(error).toBeUndefined();
    expect(migrate).not.toHaveBeenCalled();
    expect(log).toEqual([
      'info Planned: Update trust policy of role orders-7f3a',
      'info Restart required: orders-1: kubectl rollout restart deployment/orders -n shop',
      'info Run it again.',
    ]);
    expect(output).toEqual({
      serviceAccount: 'prod-eu/shop/orders',
      stage: 'irsa',
      blockers: [],
      steps: ['Update trust policy of role orders-7f3a'],
      restarts: ['kubectl rollout restart deployment/orders -n shop'],
      remaining: ['Run it again.'],
    });
  });

  it.each([
    [examples[1], 1, 'pod-identity'],
    [examples[2], 2, 'irsa'],
  ])('migrates after confirmation: %j', async (example, accounts, to) => {
    const { action, irsa, migrate } = migrating({}, accounts);
    const { log, output, error, credentials } = await runAction(
      action,
      inputOf(example),
    );
    expect(error).toBeUndefined();
    expect(irsa.as).toHaveBeenCalledWith(
      expect.objectContaining({ credentials }),
    );
    expect(migrate).toHaveBeenCalledWith('sa-orders', to, {});
    expect(log).toContainEqual(
      expect.stringMatching(/^info Updated trust policy\. In the AWS console/),
    );
    expect(output).toMatchObject({
      stage: 'in-progress',
      remaining: left.remaining,
    });
  });

  it('names the blockers and migrates nothing', async () => {
    const { action, migrate } = migrating({ blockers: [blocker] });
    const { log, output, error } = await runAction(
      action,
      inputOf(examples[1]),
    );
    const line = 'fargate: orders-1 runs on Fargate. Keep IRSA.';
    expect(error).toMatchObject({
      name: 'InputError',
      message: `Nothing was changed. ${line}`,
    });
    expect(log).toContain(`error Blocker: ${line}`);
    expect(output).toMatchObject({ blockers: [line] });
    expect(migrate).not.toHaveBeenCalled();
  });

  it('asks for the name when there are several service accounts', async () => {
    const { action } = migrating({}, 2);
    const { error } = await runAction(action, inputOf(examples[1]));
    expect(error).toMatchObject({
      message: expect.stringContaining('prod-eu/shop/orders-worker'),
    });
  });
});
