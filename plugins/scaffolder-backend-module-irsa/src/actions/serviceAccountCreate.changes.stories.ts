import { parseEntityRef } from '@backstage/catalog-model';
import {
  irsaService,
  operationStep,
  serviceAccount,
} from '../__testUtils__/fixtures';
import { applying, planned, planning } from '../__testUtils__/provisioning';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { createServiceAccountCreateAction } from './serviceAccountCreate';
import { examples } from './serviceAccountCreate.examples';

const lost = {
  ...{ service: 's3', title: 'S3', level: 'Read' as const },
  ...{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::orders/*'] },
};

describe('irsa:service-account:create for an existing service', () => {
  it.each([
    [
      'a loss of permissions',
      planning([], [], { gained: [], lost: [lost], risks: [] }),
      'S3, Read: s3:GetObject on arn:aws:s3:::orders/*',
    ],
    [
      'the detachment of a policy',
      planning([
        planned(operationStep({ action: 'delete', summary: 'Detach policy' })),
      ]),
      'Detach policy',
    ],
  ])('refuses %s until it is confirmed', async (_, plan, loss) => {
    const apply = applying();
    const action = createServiceAccountCreateAction({
      irsa: irsaService({
        planServiceAccount: plan,
        applyServiceAccount: apply,
      }),
    });
    const input = inputOf(examples[0]);

    const refused = await runAction(action, input);
    expect(refused.error).toMatchObject({
      name: 'InputError',
      message: `Nothing was changed. The plan removes access: ${loss}. Confirm it with confirmLosses, or request the access to keep.`,
    });
    expect(apply).not.toHaveBeenCalled();

    const confirmed = await runAction(action, {
      ...input,
      confirmLosses: true,
    });
    expect(confirmed.error).toBeUndefined();
    expect(apply).toHaveBeenCalledWith(input, expect.anything());
  });

  it('keeps recorded values that are not specified, with keepUnspecified', async () => {
    const input = inputOf(examples[0]);
    const recorded = {
      ...input,
      grants: [],
      managedPolicyArns: ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'],
    };
    const listEntityServiceAccounts = jest.fn(async () => ({
      items: [serviceAccount({ spec: recorded })],
    }));
    const apply = applying();

    const { error } = await runAction(
      createServiceAccountCreateAction({
        irsa: irsaService({
          planServiceAccount: planning([]),
          applyServiceAccount: apply,
          listEntityServiceAccounts,
        }),
      }),
      { ...input, keepUnspecified: true },
    );

    expect(error).toBeUndefined();
    expect(listEntityServiceAccounts).toHaveBeenCalledWith(
      parseEntityRef(input.entityRef),
    );
    expect(apply).toHaveBeenCalledWith(
      { ...recorded, grants: input.grants },
      expect.anything(),
    );
  });
});
