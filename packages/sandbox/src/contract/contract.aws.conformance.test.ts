import { nameOf, type Case } from './__testUtils__/aspects';
import { leftOutOfAccount, startAccount } from './__testUtils__/aws/account';
import { AWS_CASES } from './__testUtils__/aws/cases';
import { startMoto, startSandboxAws } from './__testUtils__/aws/counterparts';
import { notHeldAgainstMoto } from './__testUtils__/aws/moto';
import { AwsSession, type AwsCounterpart } from './__testUtils__/aws/session';
import {
  removeTraces,
  tagCreations,
  tracesOf,
} from './__testUtils__/aws/traces';

// Run with `npm run conformance`, which sets these variables.
const {
  CONFORMANCE_AGAINST: against = 'sandbox',
  CONFORMANCE_ACCOUNT: account = '',
  CONFORMANCE_REGION: region = 'eu-west-1',
  CONFORMANCE_RUN: run = '',
} = process.env;

const PREFIX = 'backstage-irsa-conformance';
const MINUTES = 60_000;
jest.setTimeout(5 * MINUTES);

// AWS is eventually consistent: a failed case is retried with new resources.
if (against === 'aws') {
  jest.retryTimes(2, { waitBeforeRetry: MINUTES / 3, retryImmediately: true });
}

function start(): Promise<AwsCounterpart> {
  if (against === 'aws') return startAccount(account, region);
  return against === 'moto' ? startMoto() : startSandboxAws();
}

function isRun(one: Case<AwsSession>): boolean {
  return (
    leftOutOfAccount(one) === undefined &&
    (against !== 'moto' || notHeldAgainstMoto(one) === undefined)
  );
}

describe(`conformance with ${against}`, () => {
  let counterpart: AwsCounterpart;
  let turn = 0;

  beforeAll(async () => {
    // Without a run ID, the resources of all runs are removed.
    const prefix = run === '' ? PREFIX : `${PREFIX}-${run}`;
    counterpart = { ...(await start()), prefix };
    tagCreations(counterpart.iam, run);
  });
  afterAll(async () => {
    if (!counterpart) return;
    await removeTraces(counterpart.iam, counterpart.prefix);
    await counterpart.stop();
  });

  it.each(AWS_CASES.filter(isRun).map(one => [nameOf(one), one] as const))(
    '%s',
    async (_, one) => {
      turn += 1;
      await expect(
        one.run(new AwsSession(counterpart, turn)),
      ).resolves.toBeUndefined();
    },
  );

  it('leaves no resources in the account', async () => {
    await removeTraces(counterpart.iam, counterpart.prefix);
    await expect(
      tracesOf(counterpart.iam, counterpart.prefix),
    ).resolves.toEqual([]);
  });
});
