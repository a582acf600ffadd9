import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePodIdentityAssociationCommand,
  type EKSClient,
} from '@aws-sdk/client-eks';
import {
  AddClientIDToOpenIDConnectProviderCommand,
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  TagOpenIDConnectProviderCommand,
  TagPolicyCommand,
  TagRoleCommand,
  UntagPolicyCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { PREFIX } from '@backstage-irsa/core/model';
import { BOUNDARY, PROD } from './files';

const ANYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const ANYBODY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${PROD}:root` },
      Action: 'sts:AssumeRole',
    },
  ],
});
const tag = (name: string, Value: string) => ({ Key: PREFIX + name, Value });
const OURS = tag('managed-by', 'backstage');

/** Changes of an object, by description. */
type Changes<Thing> = Record<string, (thing: Thing) => Promise<unknown>>;

/** Returns every change of a role that IAM supports and for which the backend has a permission on some resource. */
export const roleChanges = (
  iam: IAMClient,
  policyArn: string,
): Changes<string> => ({
  'tag it as ours': RoleName =>
    iam.send(new TagRoleCommand({ RoleName, Tags: [OURS] })),
  'consent to its adoption': RoleName =>
    iam.send(
      new TagRoleCommand({
        RoleName,
        Tags: [OURS, tag('adopt', 'v1:abc:1800000000')],
      }),
    ),
  'mark it as adopted': RoleName =>
    iam.send(
      new TagRoleCommand({ RoleName, Tags: [OURS, tag('adopted', 'abc')] }),
    ),
  'untag it': RoleName =>
    iam.send(new UntagRoleCommand({ RoleName, TagKeys: [OURS.Key, 'team'] })),
  'let others assume it': RoleName =>
    iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: ANYBODY }),
    ),
  'change its longest session': RoleName =>
    iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 })),
  'put an inline policy on it': RoleName =>
    iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'more',
        PolicyDocument: ANYTHING,
      }),
    ),
  'delete an inline policy': RoleName =>
    iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'own' })),
  'attach a policy of ours': RoleName =>
    iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: policyArn })),
  'detach a policy of ours': RoleName =>
    iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: policyArn })),
  'put the boundary on it': RoleName =>
    iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName,
        PermissionsBoundary: BOUNDARY,
      }),
    ),
  'take its boundary off': RoleName =>
    iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
  'delete it': RoleName => iam.send(new DeleteRoleCommand({ RoleName })),
});

/** Returns every change of a policy. */
export const policyChanges = (iam: IAMClient): Changes<string> => ({
  'give it another version': PolicyArn =>
    iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: ANYTHING,
        SetAsDefault: true,
      }),
    ),
  'delete a version': PolicyArn =>
    iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' })),
  'put an old version in force': PolicyArn =>
    iam.send(
      new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }),
    ),
  'tag it as ours': PolicyArn =>
    iam.send(new TagPolicyCommand({ PolicyArn, Tags: [OURS] })),
  'consent to its adoption': PolicyArn =>
    iam.send(
      new TagPolicyCommand({
        PolicyArn,
        Tags: [OURS, tag('adopt', 'v1:abc:1800000000')],
      }),
    ),
  'untag it': PolicyArn =>
    iam.send(
      new UntagPolicyCommand({ PolicyArn, TagKeys: [OURS.Key, 'team'] }),
    ),
  'delete it': PolicyArn => iam.send(new DeletePolicyCommand({ PolicyArn })),
});

/** Returns every change of an association. */
export const associationChanges = (
  eks: EKSClient,
  roleArn: string,
): Changes<{ arn: string; id: string }> => ({
  'tag it as ours': ({ arn: resourceArn }) =>
    eks.send(
      new TagResourceCommand({
        resourceArn,
        tags: { [OURS.Key]: OURS.Value },
      }),
    ),
  'untag it': ({ arn: resourceArn }) =>
    eks.send(new UntagResourceCommand({ resourceArn, tagKeys: [OURS.Key] })),
  'give it a role of ours': ({ id: associationId }) =>
    eks.send(
      new UpdatePodIdentityAssociationCommand({
        clusterName: 'prod-eu',
        associationId,
        roleArn,
      }),
    ),
  'delete it': ({ id: associationId }) =>
    eks.send(
      new DeletePodIdentityAssociationCommand({
        clusterName: 'prod-eu',
        associationId,
      }),
    ),
});

/** Creates an association for a role, with the plugin's tag. */
export const associate = (eks: EKSClient, roleArn: string) =>
  eks.send(
    new CreatePodIdentityAssociationCommand({
      clusterName: 'prod-eu',
      namespace: 'production',
      serviceAccount: 'of-this-test',
      roleArn,
      tags: { [OURS.Key]: OURS.Value },
    }),
  );

/** Adds the plugin's tag to any EKS resource. */
export const tagAsOurs = (eks: EKSClient, resourceArn: string) =>
  eks.send(
    new TagResourceCommand({ resourceArn, tags: { [OURS.Key]: OURS.Value } }),
  );

/** Creates an OIDC provider for an issuer, with the plugin's tag. */
export const createProvider = (iam: IAMClient, Url: string) =>
  iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url,
      ClientIDList: ['sts.amazonaws.com'],
      Tags: [OURS],
    }),
  );

/** Returns every change of an OIDC provider. */
export const providerChanges = (iam: IAMClient): Changes<string> => ({
  'add an audience': OpenIDConnectProviderArn =>
    iam.send(
      new AddClientIDToOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn,
        ClientID: 'https://kubernetes.default.svc',
      }),
    ),
  'tag it as ours': OpenIDConnectProviderArn =>
    iam.send(
      new TagOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn,
        Tags: [OURS],
      }),
    ),
});
