import { nameOf } from './__testUtils__/aspects';
import { AWS_CASES } from './__testUtils__/aws/cases';
import { startSandboxAws } from './__testUtils__/aws/counterparts';
import { AwsSession, type AwsCounterpart } from './__testUtils__/aws/session';

jest.setTimeout(60_000);

describe('the AWS simulation of the sandbox', () => {
  let counterpart: AwsCounterpart;

  beforeAll(async () => {
    counterpart = await startSandboxAws();
  });
  afterAll(() => counterpart?.stop());

  it.each(AWS_CASES.map((one, turn) => [nameOf(one), one, turn] as const))(
    '%s',
    async (_, { run }, turn) => {
      await expect(
        run(new AwsSession(counterpart, turn)),
      ).resolves.toBeUndefined();
    },
  );
});
