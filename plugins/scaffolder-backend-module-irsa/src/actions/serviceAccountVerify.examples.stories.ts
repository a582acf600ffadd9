import {
  type CheckResult,
  serviceAccountId,
  type Verification,
} from '@backstage-irsa/core/model';
import {
  brokenCheck,
  irsaService,
  PROVED,
  serviceAccount,
  verification,
} from '../__testUtils__/fixtures';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { createServiceAccountVerifyAction } from './serviceAccountVerify';
import { examples } from './serviceAccountVerify.examples';

const ID = serviceAccountId({
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders',
});

/** Returns a service whose verification has this result, with two pods, one of which has the role. */
function verifying(answer: Verification) {
  const getServiceAccount = jest.fn(async () =>
    serviceAccount({ workloads: { pods: 2, injected: 1 } }),
  );
  return {
    verifyServiceAccount: jest.fn(async () => answer),
    getServiceAccount,
  };
}

describe('irsa:service-account:verify', () => {
  it.each([
    { ...examples[0], live: true },
    { ...examples[1], live: false },
    { ...examples[2], live: true },
    { ...examples[3], live: true },
  ])('$description', async ({ live, ...example }) => {
    const methods = verifying(verification());

    const irsa = irsaService(methods);
    const { log, output, error, credentials } = await runAction(
      createServiceAccountVerifyAction({ irsa }),
      inputOf(example),
    );

    expect(error).toBeUndefined();
    expect(irsa.as).toHaveBeenCalledWith(
      expect.objectContaining({ credentials }),
    );
    expect(methods.getServiceAccount).toHaveBeenCalledWith(ID);
    expect(methods.verifyServiceAccount).toHaveBeenCalledWith(ID, { live });
    expect(log).toEqual([`info prod-eu/shop/orders: Verified. ${PROVED}`]);
    expect(output).toEqual({
      verificationStatus: 'verified',
      status: 'Verified',
      proof: PROVED,
      health: 'All checks pass',
      use: '1 of 2 pods use the role',
      nextSteps: [],
      checkedAt: '2026-11-24T12:00:00.000Z',
    });
  });

  it('names the missing setting when no live proof was made', async () => {
    const { log } = await runAction(
      createServiceAccountVerifyAction({
        irsa: irsaService(
          verifying(
            verification({
              liveProof: null,
              noLiveProofReason: 'No live proof was made: no setting.',
            }),
          ),
        ),
      }),
      inputOf(examples[0]),
    );
    expect(log).toEqual([
      'info prod-eu/shop/orders: Checks pass. No live proof was made: no setting.',
    ]);
  });

  it('fails at a broken link, and names it and the fix', async () => {
    const { log, output, error } = await runAction(
      createServiceAccountVerifyAction({
        irsa: irsaService(
          verifying(verification({ status: 'broken', checks: [brokenCheck] })),
        ),
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
        irsa: irsaService(
          verifying(
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
        ),
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
    {
      status: 'degraded',
      word: 'Degraded',
      result: 'warn',
      line: 'warn Warning at workload: No pod runs yet.',
      health: 'Degraded at workload: No pod runs yet.',
    },
    {
      status: 'unknown',
      word: 'Unknown',
      result: 'unknown',
      line: 'warn Unknown at workload: No pod runs yet.',
      health: 'Unknown',
    },
  ] as const)('logs the status $status and continues', async each => {
    const { status, word, result, line, health } = each;
    const { log, error, output } = await runAction(
      createServiceAccountVerifyAction({
        irsa: irsaService(
          verifying(
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
        ),
      }),
      inputOf(examples[1]),
    );

    expect(error).toBeUndefined();
    expect(log).toEqual([
      `info prod-eu/shop/orders: ${word}. Not proved yet`,
      line,
    ]);
    expect(output).toMatchObject({
      verificationStatus: status,
      status: word,
      health,
    });
  });
});
