import {
  EKSClient,
  ListPodIdentityAssociationsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-eks';
import {
  IAMClient,
  TagPolicyCommand,
  TagRoleCommand,
  UntagPolicyCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import { MANAGED_BY_KEY } from '@backstage-irsa/core/model';
import type { ReadSpec } from './delivery';
import type { TestHost } from './host';

const PROD = '111122223333';

/** Returns the writes with which a tool marks the objects that it takes over or releases: one write per set of tags in its files. */
export function tagWrites(
  host: TestHost,
  { role, policyTags, association }: ReadSpec,
): (() => Promise<unknown>)[] {
  const options = {
    endpoint: host.sandbox.awsEndpoint,
    region: 'eu-west-1',
    credentials: host.sandbox.administrators.get(PROD)!,
  };
  const iam = new IAMClient(options);
  const eks = new EKSClient(options);
  const PolicyArn = `arn:aws:iam::${PROD}:policy${role.path}${role.name}`;
  const listOf = (tags: Record<string, string>) =>
    Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const isMarked = MANAGED_BY_KEY in role.tags;
  const TagKeys = [MANAGED_BY_KEY];
  const RoleName = role.name;
  const Tags = listOf(role.tags);
  const associationArn = async () => {
    const { associations = [] } = await eks.send(
      new ListPodIdentityAssociationsCommand({
        clusterName: association?.cluster,
        namespace: association?.namespace,
        serviceAccount: association?.serviceAccount,
      }),
    );
    return associations[0].associationArn;
  };
  return [
    () =>
      isMarked
        ? iam.send(new TagRoleCommand({ RoleName, Tags }))
        : iam.send(new UntagRoleCommand({ RoleName, TagKeys })),
    ...(policyTags
      ? [
          () =>
            isMarked
              ? iam.send(
                  new TagPolicyCommand({ PolicyArn, Tags: listOf(policyTags) }),
                )
              : iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys })),
        ]
      : []),
    ...(association
      ? [
          async () => {
            const resourceArn = await associationArn();
            return isMarked
              ? eks.send(
                  new TagResourceCommand({
                    resourceArn,
                    tags: association.tags,
                  }),
                )
              : eks.send(
                  new UntagResourceCommand({ resourceArn, tagKeys: TagKeys }),
                );
          },
        ]
      : []),
  ];
}
