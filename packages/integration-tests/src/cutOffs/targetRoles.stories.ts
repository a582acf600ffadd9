import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { BUCKET, startTargetStage } from '../__testUtils__/targetStage';
import { CUT_OFF_POLICY } from '@backstage-irsa/core/permissions';

describe('a cut-off of a role in another account', () => {
  let stage: Awaited<ReturnType<typeof startTargetStage>>;

  beforeAll(async () => {
    stage = await startTargetStage();
  });
  afterAll(() => stage?.host.stop());

  it('denies the role that pods get, and the role with which EKS assumes it', async () => {
    const { body } = await stage.host.put(stage.inB('ledger'));
    const { id } = body.serviceAccount;
    const s3 = new S3Client(await stage.keysOf('ledger'));
    const read = () =>
      s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'a' })).then(
        () => 'allowed',
        ({ name }) => name as string,
      );
    expect(await read()).toBe('allowed');
    const cutOff = await stage.host.post(`/service-accounts/${id}/cut-off`, {
      reason: 'leaked',
    });
    expect([cutOff.status, cutOff.body.error?.message]).toEqual([
      200,
      undefined,
    ]);
    expect(await read()).toBe('AccessDenied');
    expect(stage.failing(cutOff.body.verification)).toEqual(['cut-off']);
    for (const role of stage.rolesOf('ledger')) {
      expect(role?.inlinePolicies.has(CUT_OFF_POLICY)).toBe(true);
    }
  });
});
