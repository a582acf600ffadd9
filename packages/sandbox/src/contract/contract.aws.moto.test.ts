import { nameOf } from './__testUtils__/aspects';
import { AWS_CASES } from './__testUtils__/aws/cases';
import { startMoto } from './__testUtils__/aws/counterparts';
import { notHeldAgainstMoto } from './__testUtils__/aws/moto';
import { AwsSession, type AwsCounterpart } from './__testUtils__/aws/session';

jest.setTimeout(60_000);

const rows = AWS_CASES.map(
  (one, turn) => [nameOf(one), one, turn, notHeldAgainstMoto(one)] as const,
);

describe('moto', () => {
  let counterpart: AwsCounterpart;

  beforeAll(async () => {
    counterpart = await startMoto();
  });
  afterAll(() => counterpart?.stop());

  it.each(rows.filter(([, , , reason]) => reason === undefined))(
    '%s',
    async (_, { run }, turn) => {
      await expect(
        run(new AwsSession(counterpart, turn)),
      ).resolves.toBeUndefined();
    },
  );

  // If moto learns one of these, run the case against it.
  it.each(rows.filter(([, , , reason]) => reason !== undefined))(
    'still differs: %s',
    async (_, { run }, turn) => {
      await expect(
        run(new AwsSession(counterpart, turn)),
      ).rejects.toBeInstanceOf(Error);
    },
  );
});
