import type { RenderedFile } from '../model/types';
import { tagList } from '../model/tagList';
import { manifestFiles } from './kubernetes';
import { refuseHalfCharacters } from './texts';
import type { Renderer, RenderInput } from './types';

function jsonFile(path: string, value: unknown): RenderedFile {
  return { path, content: `${JSON.stringify(value, null, 2)}\n` };
}

function policyFiles({ policy, role }: RenderInput): RenderedFile[] {
  return policy
    ? [
        jsonFile('permissions-policy.json', policy.document),
        jsonFile('policy.json', {
          PolicyName: policy.name,
          Path: policy.path,
          Tags: tagList(role.tags),
        }),
      ]
    : [];
}

function roleFiles({ role }: RenderInput): RenderedFile[] {
  return [
    jsonFile('trust-policy.json', role.trust),
    jsonFile('role.json', {
      RoleName: role.name,
      Path: role.path,
      MaxSessionDuration: role.maxSessionDurationSeconds,
      ...(role.boundaryArn !== undefined && {
        PermissionsBoundary: role.boundaryArn,
      }),
      Tags: tagList(role.tags),
    }),
    ...(role.inlinePolicy
      ? [jsonFile('inline-policy.json', role.inlinePolicy.document)]
      : []),
    ...role.managedPolicyArns.map((arn, index) =>
      jsonFile(`attachment-${index + 1}.json`, {
        RoleName: role.name,
        PolicyArn: arn,
      }),
    ),
  ];
}

function associationFiles(input: RenderInput): RenderedFile[] {
  const { association, cluster, serviceAccount } = input;
  if (!association) return [];
  const { targetRoleArn, sessionPolicy, disableSessionTags } = association;
  return [
    jsonFile('association.json', {
      clusterName: cluster.eksName,
      namespace: serviceAccount.namespace,
      serviceAccount: serviceAccount.name,
      roleArn: association.roleArn,
      ...(targetRoleArn !== undefined && { targetRoleArn }),
      ...(disableSessionTags !== undefined && { disableSessionTags }),
      ...(sessionPolicy && { policy: JSON.stringify(sessionPolicy) }),
      tags: association.tags,
    }),
  ];
}

/** Returns the commands that create the objects, in order. IAM names need no shell quotes. */
function commands({
  policy,
  role,
  association,
  cluster,
  serviceAccount,
}: RenderInput): string[] {
  const attach = 'aws iam attach-role-policy';
  return [
    ...(policy
      ? [
          'aws iam create-policy --cli-input-json file://policy.json --policy-document file://permissions-policy.json',
        ]
      : []),
    'aws iam create-role --cli-input-json file://role.json --assume-role-policy-document file://trust-policy.json',
    ...(role.inlinePolicy
      ? [
          `aws iam put-role-policy --role-name ${role.name} --policy-name ${role.inlinePolicy.name} --policy-document file://inline-policy.json`,
        ]
      : []),
    ...(policy
      ? [`${attach} --role-name ${role.name} --policy-arn ${policy.arn}`]
      : []),
    ...role.managedPolicyArns.map(
      (_, index) =>
        `${attach} --cli-input-json file://attachment-${index + 1}.json`,
    ),
    ...(association
      ? [
          `aws eks create-pod-identity-association --region ${cluster.region} --cli-input-json file://association.json`,
        ]
      : []),
    ...(serviceAccount.existing
      ? []
      : ['kubectl apply -f service-account.yaml']),
  ];
}

/** Renders the IAM documents as JSON input of the AWS CLI, and the Kubernetes manifest. */
export const renderer: Renderer = {
  format: 'iam-json',
  title: 'IAM JSON',
  refuse: refuseHalfCharacters,
  render: input => ({
    files: [
      ...policyFiles(input),
      ...roleFiles(input),
      ...associationFiles(input),
      ...manifestFiles(input),
    ],
    notes: [`Run these commands in this order: ${commands(input).join('; ')}.`],
  }),
};
