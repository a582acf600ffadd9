import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import type {
  CheckResult,
  Verification,
} from '@backstage-irsa/plugin-irsa-common';
import {
  brokenCheck,
  irsaService,
  verification,
} from '../__testUtils__/fixtures';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { createServiceAccountVerifyAction } from './serviceAccountVerify';
import { examples } from './serviceAccountVerify.examples';

function verifying(answer: Verification) {
  return jest.fn<
    ReturnType<IrsaService['verify']>,
    Parameters<IrsaService['verify']>
  >(async () => answer);
}

describe('irsa:service-account:verify', () => {
  it.each([
    [examples[0], true],
    [examples[1], false],
    [examples[2], true],
    [examples[3], true],
  ])('%j', async (example, live) => {
    const verify = verifying(verification());

    const { log, output, error, credentials } = await runAction(
      createServiceAccountVerifyAction({ irsa: irsaService({ verify }) }),
      inputOf(example),
    );

    expect(error).toBeUndefined();
    expect(verify).toHaveBeenCalledWith(
      { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
      expect.objectContaining({ live, credentials }),
    );
    expect(log).toEqual([
      'info prod-eu/shop/orders is verified: proved by token exchange: AWS STS returned arn:aws:sts::111122223333:assumed-role/orders-7f3a/s',
    ]);
    expect(output).toEqual({
      verificationStatus: 'verified',
      checkedAt: '2026-11-24T12:00:00.000Z',
      liveProof: 'proved',
    });
  });

  it('says which setting is missing when no live proof was made', async () => {
    const { log } = await runAction(
      createServiceAccountVerifyAction({
        irsa: irsaService({
          verify: verifying(
            verification({
              liveProof: null,
              noLiveProofReason: 'No live proof was made: no setting.',
            }),
          ),
        }),
      }),
      inputOf(examples[0]),
    );
    expect(log).toEqual([
      'info prod-eu/shop/orders is passing all checks: No live proof was made: no setting.',
    ]);
  });

  it('fails at a broken link, naming it and what to change', async () => {
    const { log, output, error } = await runAction(
      createServiceAccountVerifyAction({
        irsa: irsaService({
          verify: verifying(
            verification({ status: 'broken', checks: [brokenCheck] }),
          ),
        }),
      }),
      inputOf(examples[0]),
    );

    expect(error).toMatchObject({
      name: 'ConflictError',
      message:
        'prod-eu/shop/orders is broken at trust-policy: The trust policy names shop/order. Set sub to system:serviceaccount:shop:orders.',
    });
    expect(output).toMatchObject({ verificationStatus: 'broken' });
    expect(log).toContain(
      'error Broken at trust-policy: The trust policy names shop/order. Set sub to system:serviceaccount:shop:orders.',
    );
  });

  it.each([
    ['broken', 'never', false],
    ['broken', 'degraded', true],
    ['degraded', 'degraded', true],
    ['degraded', 'broken', false],
    ['unknown', 'degraded', false],
  ] as const)('%s with failOn %s fails: %s', async (status, failOn, fails) => {
    const result = { broken: 'fail', degraded: 'warn', unknown: 'unknown' };
    const { error, output } = await runAction(
      createServiceAccountVerifyAction({
        irsa: irsaService({
          verify: verifying(
            verification({
              status,
              checks: [
                {
                  ...brokenCheck,
                  result: result[status] as CheckResult['result'],
                },
              ],
            }),
          ),
        }),
      }),
      { ...inputOf(examples[0]), failOn },
    );

    expect(output).toMatchObject({ verificationStatus: status });
    const told = (error as Error | undefined)?.message.includes(
      `is ${status} at trust-policy: The trust policy names shop/order.`,
    );
    expect(told).toBe(fails || undefined);
  });

  it.each([
    ['degraded', 'warn', 'warn Warning at workload: No pod runs yet.'],
    ['unknown', 'unknown', 'warn Not known at workload: No pod runs yet.'],
  ] as const)('says what is %s and goes on', async (status, result, line) => {
    const { log, error, output } = await runAction(
      createServiceAccountVerifyAction({
        irsa: irsaService({
          verify: verifying(
            verification({
              status,
              liveProof: null,
              checks: [
                {
                  ...brokenCheck,
                  link: 'workload',
                  result,
                  message: 'No pod runs yet.',
                  remediation: null,
                },
              ],
            }),
          ),
        }),
      }),
      inputOf(examples[1]),
    );

    expect(error).toBeUndefined();
    expect(log).toEqual([
      `info prod-eu/shop/orders is ${status}: not proved by token exchange`,
      line,
    ]);
    expect(output).toMatchObject({ verificationStatus: status });
  });
});
