import {
  DescribePodIdentityAssociationCommand,
  EKSClient,
  ListPodIdentityAssociationsCommand,
  type ListPodIdentityAssociationsCommandOutput,
} from '@aws-sdk/client-eks';
import { PodIdentityReader } from './PodIdentityReader';

const REF = { cluster: 'prod-eu', namespace: 'production', name: 'orders' };

describe('the association of a ServiceAccount', () => {
  const eks = new EKSClient({ region: 'eu-west-1' });
  const reader = new PodIdentityReader(eks, 'prod-eu');

  /** Answers lists with these pages, one after the other. */
  const given = (
    ...pages: Partial<ListPodIdentityAssociationsCommandOutput>[]
  ) =>
    jest.spyOn(eks, 'send').mockImplementation(async command => {
      if (command instanceof ListPodIdentityAssociationsCommand) {
        return pages.shift();
      }
      expect(command).toBeInstanceOf(DescribePodIdentityAssociationCommand);
      return { association: { roleArn: 'arn' } };
    });

  afterEach(() => jest.restoreAllMocks());

  it('is found on a later page', async () => {
    given(
      { associations: [], nextToken: 'more' },
      { associations: [{ associationId: 'a-1' }], nextToken: 'even-more' },
    );
    expect(await reader.association(REF)).toMatchObject({
      state: 'found',
      value: { id: 'a-1', roleArn: 'arn' },
    });
  });

  it('is absent if no page has it', async () => {
    given({ associations: [], nextToken: 'more' }, { associations: [] });
    expect(await reader.association(REF)).toEqual({ state: 'absent' });
  });
});
