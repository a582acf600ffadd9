import {
  CreateFargateProfileCommand,
  DeleteFargateProfileCommand,
  DescribeAccessEntryCommand,
  DescribeFargateProfileCommand,
  ListFargateProfilesCommand,
} from '@aws-sdk/client-eks';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';

const clusterName = 'prod-eu';
const PROFILE = {
  clusterName,
  fargateProfileName: 'batch',
  podExecutionRoleArn: 'arn:aws:iam::111122223333:role/fargate',
  selectors: [{ namespace: 'batch', labels: { size: 'small' } }],
};

describe('Fargate profiles', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
  });

  afterEach(async () => {
    fixture.cluster.fargateProfiles.clear();
    fixture.cluster.accessEntries.delete(PROFILE.podExecutionRoleArn);
    await fixture.close();
  });

  it('are created, described, listed, and deleted', async () => {
    const eks = fixture.eks();
    const ref = { clusterName, fargateProfileName: 'batch' };
    await eks.send(new CreateFargateProfileCommand(PROFILE));
    expect(
      (await eks.send(new DescribeFargateProfileCommand(ref))).fargateProfile,
    ).toMatchObject({ ...PROFILE, status: 'ACTIVE', health: { issues: [] } });
    expect(
      (await eks.send(new ListFargateProfilesCommand({ clusterName })))
        .fargateProfileNames,
    ).toEqual(['batch']);
    const { podExecutionRoleArn: principalArn } = PROFILE;
    const entry = { clusterName, principalArn };
    expect(
      (await eks.send(new DescribeAccessEntryCommand(entry))).accessEntry,
    ).toMatchObject({
      type: 'FARGATE_LINUX',
      username: 'system:node:{{SessionName}}',
    });
    await expect(
      eks.send(new CreateFargateProfileCommand(PROFILE)),
    ).rejects.toMatchObject({ name: 'ResourceInUseException' });
    await eks.send(new DeleteFargateProfileCommand(ref));
    await expect(
      eks.send(new DescribeFargateProfileCommand(ref)),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('require selectors', async () => {
    await expect(
      fixture
        .eks()
        .send(
          new CreateFargateProfileCommand({ ...PROFILE, selectors: undefined }),
        ),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
