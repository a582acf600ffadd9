import { ResponseError } from '@backstage/errors';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import {
  brokenCheck,
  irsaService,
  operation,
  operationStep,
  PROVED,
  roleArn,
  roleUrl,
  verification,
} from '../__testUtils__/fixtures';
import {
  applying,
  made,
  planned,
  planning,
} from '../__testUtils__/provisioning';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { createServiceAccountCreateAction } from './serviceAccountCreate';
import { examples } from './serviceAccountCreate.examples';

describe('irsa:service-account:create', () => {
  it('sends the reason for the audit log together with the spec', async () => {
    const apply = applying();
    const input = inputOf(examples[0]);
    const why = { reason: 'Orders needs its files', changeNumber: 'CHG-1' };
    const { error } = await runAction(
      createServiceAccountCreateAction({
        irsa: irsaService({
          planServiceAccount: planning(made.map(planned)),
          applyServiceAccount: apply,
        }),
      }),
      { ...input, ...why },
    );
    expect(error).toBeUndefined();
    expect(apply).toHaveBeenCalledWith(input, why);
  });

  it('outputs what to change where the ServiceAccount is managed', async () => {
    const serviceAccountPatch = {
      annotations: { 'eks.amazonaws.com/role-arn': roleArn },
      ...{ helmValues: 'h', kustomization: 'k', manifest: 'm' },
    };
    const { output, error } = await runAction(
      createServiceAccountCreateAction({
        irsa: irsaService({
          planServiceAccount: async () => ({
            ...{ steps: made.map(planned), violations: [] },
            serviceAccountPatch,
          }),
          applyServiceAccount: applying(),
        }),
      }),
      { ...inputOf(examples[0]), serviceAccount: 'existing' },
    );
    expect(error).toBeUndefined();
    expect(output).toMatchObject({ serviceAccountPatch });
  });

  it.each(examples)('$description', async example => {
    const plan = planning(made.map(planned));
    const apply = applying();
    const input = inputOf(example);

    const irsa = irsaService({
      planServiceAccount: plan,
      applyServiceAccount: apply,
    });
    const { log, output, error, credentials } = await runAction(
      createServiceAccountCreateAction({ irsa }),
      input,
    );

    expect(error).toBeUndefined();
    expect(irsa.as).toHaveBeenCalledWith(
      expect.objectContaining({ credentials }),
    );
    expect(plan).toHaveBeenCalledWith(input);
    expect(apply).toHaveBeenCalledWith(input, {});
    expect(log).toEqual([
      `info Created role orders-7f3a (trusts shop/orders in prod-eu). In the AWS console of account 111122223333: ${roleUrl}`,
      'info Namespace shop in prod-eu is up to date',
      `info prod-eu/shop/orders: Verified. ${PROVED}`,
    ]);
    expect(output).toEqual({
      serviceAccountId: 'sa-orders',
      serviceAccountName: 'orders',
      namespace: 'shop',
      annotation: 'prod-eu/shop/orders',
      roleArn,
      roleName: 'orders-7f3a',
      roleUrl,
      accountId: '111122223333',
      region: 'eu-west-1',
      verificationStatus: 'verified',
      status: 'Verified',
      proof: PROVED,
      health: 'All checks pass',
      use: 'Could not list pods',
      nextSteps: [],
    });
  });

  it('rejects rule violations before it writes anything, and names each field', async () => {
    const plan = planning(
      [],
      [
        { field: 'name', rule: 'kubernetes-name', message: 'Not a name.' },
        {
          field: 'grants[0].resource',
          rule: 'bucket-name',
          message: 'Not a bucket.',
        },
      ],
    );

    const { error, output } = await runAction(
      createServiceAccountCreateAction({
        irsa: irsaService({ planServiceAccount: plan }),
      }),
      inputOf(examples[0]),
    );

    expect(error).toMatchObject({
      name: 'InputError',
      message:
        'Nothing was changed. ServiceAccount: Not a name. [kubernetes-name] Access 1: Not a bucket. [bucket-name]',
      // The task log shows the stack, whose frames do not help the reader.
      stack: expect.not.stringContaining(' at '),
    });
    expect(output).toEqual({});
  });

  it('logs the plan in a dry run and writes nothing', async () => {
    const plan = planning(made.map(planned));

    const { log, output, error } = await runAction(
      createServiceAccountCreateAction({
        irsa: irsaService({ planServiceAccount: plan }),
      }),
      inputOf(examples[0]),
      { isDryRun: true },
    );

    expect(error).toBeUndefined();
    expect(log).toEqual([
      'info Planned: Create role orders-7f3a (trusts shop/orders in prod-eu)',
      'info Planned: Namespace shop in prod-eu is up to date',
    ]);
    expect(output).toEqual({});
  });

  it('reports a broken verification without failing', async () => {
    const proof = verification({
      status: 'broken',
      liveProof: {
        result: 'refused',
        at: '2026-11-24T12:00:00.000Z',
        reason: 'AccessDenied',
      },
      checks: [
        brokenCheck,
        { ...brokenCheck, result: 'unknown', blockedBy: brokenCheck.id },
      ],
    });

    const { log, output, error } = await runAction(
      createServiceAccountCreateAction({
        irsa: irsaService({
          planServiceAccount: planning([]),
          applyServiceAccount: applying(proof, []),
        }),
      }),
      inputOf(examples[0]),
    );

    expect(error).toBeUndefined();
    expect(log).toEqual([
      'info prod-eu/shop/orders: Broken. AWS refused the token at 2026-11-24 12:00:00 UTC: AccessDenied',
      'error Broken at trust-policy: The trust policy names shop/order. Set sub to system:serviceaccount:shop:orders.',
    ]);
    expect(output).toMatchObject({
      verificationStatus: 'broken',
      health: 'Broken at trust-policy: The trust policy names shop/order.',
      nextSteps: ['Set sub to system:serviceaccount:shop:orders.'],
    });
  });

  it('logs the step that failed and fails with the reason', async () => {
    const failed = operationStep({
      status: 'failed',
      message: 'Role is taken.',
    });
    const apply = async () =>
      operation({
        status: 'failed',
        steps: [failed],
        error: { name: 'ConflictError', message: 'Role is taken.' },
      });

    const { log, error } = await runAction(
      createServiceAccountCreateAction({
        irsa: irsaService({
          planServiceAccount: planning([planned(failed)]),
          applyServiceAccount: apply,
        }),
      }),
      inputOf(examples[0]),
    );

    expect(log).toEqual([
      'error Failed: Create role orders-7f3a (trusts shop/orders in prod-eu). Role is taken.',
    ]);
    expect(error).toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('Role is taken.'),
    });
  });

  it('shows the reason of the plugin when it refuses the caller', async () => {
    const plan: IrsaApi['planServiceAccount'] = async () => {
      throw await ResponseError.fromResponse(
        new Response(
          JSON.stringify({
            error: {
              name: 'NotAllowedError',
              message: 'owner: group:default/x is not yours',
            },
            response: { statusCode: 403 },
          }),
          { status: 403, headers: { 'Content-Type': 'application/json' } },
        ),
      );
    };

    const { error } = await runAction(
      createServiceAccountCreateAction({
        irsa: irsaService({ planServiceAccount: plan }),
      }),
      inputOf(examples[0]),
    );

    expect(error).toMatchObject({
      name: 'NotAllowedError',
      message: 'owner: group:default/x is not yours',
      stack: expect.stringMatching(
        /^NotAllowedError: owner: group:default\/x is not yours/,
      ),
    });
  });

  it('stores the result in a checkpoint for the role and ServiceAccount, and does not create them again', async () => {
    const kept = new Map<string, string>();
    const apply = applying();
    const action = createServiceAccountCreateAction({
      irsa: irsaService({
        planServiceAccount: planning(made.map(planned)),
        applyServiceAccount: apply,
      }),
    });
    const checkpoint: NonNullable<
      Parameters<typeof runAction>[2]
    >['checkpoint'] = async ({ key, fn }) => {
      const value = kept.get(key) ?? JSON.stringify(await fn());
      kept.set(key, value);
      return JSON.parse(value);
    };

    const first = await runAction(action, inputOf(examples[0]), { checkpoint });
    const second = await runAction(action, inputOf(examples[0]), {
      checkpoint,
    });

    expect([...kept.keys()]).toEqual([`create:${roleArn}:prod-eu/shop/orders`]);
    expect(apply).toHaveBeenCalledTimes(1);
    expect(second.output).toEqual(first.output);
  });

  it('passes on the cancellation of the task', async () => {
    const { signal } = new AbortController();
    const irsa = irsaService({
      planServiceAccount: planning([]),
      applyServiceAccount: applying(),
    });

    await runAction(
      createServiceAccountCreateAction({ irsa }),
      inputOf(examples[0]),
      { signal },
    );

    expect(irsa.as).toHaveBeenCalledWith(expect.objectContaining({ signal }));
  });
});
