import type { Violation } from '../model/types';
import { tagList } from '../model/tagList';
import { manifestFiles } from './kubernetes';
import { refuseHalfCharacters, refuseTexts } from './texts';
import type { Renderer, RenderInput } from './types';
import { toYaml } from './yaml';

/** A resource of a CloudFormation template. */
interface CloudFormationResource {
  Type: string;
  DependsOn?: string;
  Properties: object;
}

/** Resources by their logical IDs. */
export type CloudFormationResources = Record<string, CloudFormationResource>;

function policyResource({ policy }: RenderInput): CloudFormationResources {
  return policy
    ? {
        PermissionsPolicy: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: {
            ManagedPolicyName: policy.name,
            Path: policy.path,
            PolicyDocument: policy.document,
          },
        },
      }
    : {};
}

function roleResource({ role, policy }: RenderInput): CloudFormationResources {
  const managed = [
    ...(policy ? [{ Ref: 'PermissionsPolicy' }] : []),
    ...role.managedPolicyArns,
  ];
  const { inlinePolicy } = role;
  return {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: role.name,
        Path: role.path,
        MaxSessionDuration: role.maxSessionDurationSeconds,
        ...(role.boundaryArn !== undefined && {
          PermissionsBoundary: role.boundaryArn,
        }),
        AssumeRolePolicyDocument: role.trust,
        ...(managed.length > 0 && { ManagedPolicyArns: managed }),
        ...(inlinePolicy && {
          Policies: [
            {
              PolicyName: inlinePolicy.name,
              PolicyDocument: inlinePolicy.document,
            },
          ],
        }),
        Tags: tagList(role.tags),
      },
    },
  };
}

function associationResource(input: RenderInput): CloudFormationResources {
  const { association, cluster, serviceAccount } = input;
  if (!association) return {};
  const { targetRoleArn, sessionPolicy, disableSessionTags } = association;
  return {
    Association: {
      Type: 'AWS::EKS::PodIdentityAssociation',
      DependsOn: 'Role',
      Properties: {
        ClusterName: cluster.eksName,
        Namespace: serviceAccount.namespace,
        ServiceAccount: serviceAccount.name,
        RoleArn: association.roleArn,
        ...(targetRoleArn !== undefined && { TargetRoleArn: targetRoleArn }),
        ...(disableSessionTags !== undefined && {
          DisableSessionTags: disableSessionTags,
        }),
        ...(sessionPolicy && { Policy: JSON.stringify(sessionPolicy) }),
        Tags: tagList(association.tags),
      },
    },
  };
}

/** Returns the CloudFormation resources of a spec. */
export function resourcesOf(input: RenderInput): CloudFormationResources {
  return {
    ...policyResource(input),
    ...roleResource(input),
    ...associationResource(input),
  };
}

/** Returns the template as text. Its values are literals: no CloudFormation function ever processes a text of the caller. */
export function templateOf(
  input: RenderInput,
  resources: CloudFormationResources = resourcesOf(input),
): string {
  const { namespace, name } = input.serviceAccount;
  return toYaml({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `AWS identity of ServiceAccount ${namespace}/${name} in EKS cluster ${input.cluster.eksName}.`,
    Resources: resources,
  });
}

/**
 * Refuses texts that CloudFormation would evaluate as code. Source: "Intrinsic function reference" and "Dynamic references", AWS CloudFormation User
 * Guide.
 */
export function refuseTemplateCode(input: RenderInput): Violation[] {
  return refuseTexts(
    input,
    ({ text, isKey }) =>
      text.includes('{{resolve:') ||
      (isKey === true && /^(Ref$|Fn::)/.test(text)),
    text =>
      `CloudFormation would interpret ${JSON.stringify(
        text.slice(0, 80),
      )} as an intrinsic function. Choose another format.`,
  );
}

/** Returns a note that the policy has no tags, because AWS::IAM::ManagedPolicy does not support them. */
export function notePolicyTags({ policy }: RenderInput): string[] {
  return policy
    ? [
        'CloudFormation cannot tag managed policies. Only the role has the tags.',
      ]
    : [];
}

/** Renders one stack, and a manifest of the ServiceAccount, which CloudFormation cannot create. */
export const renderer: Renderer = {
  format: 'cloudformation',
  title: 'CloudFormation',
  omits: ['tag-policy'],
  refuse: input => [
    ...refuseHalfCharacters(input),
    ...refuseTemplateCode(input),
  ],
  render: input => ({
    files: [
      { path: 'template.yaml', content: templateOf(input) },
      ...manifestFiles(input),
    ],
    notes: [
      'The stack sets the name of the role, so it needs CAPABILITY_NAMED_IAM.',
      ...(input.association
        ? [
            `Create the stack in region ${input.cluster.region}, the region of the cluster.`,
          ]
        : []),
      ...(input.serviceAccount.existing
        ? []
        : [
            'CloudFormation creates no Kubernetes objects. Apply service-account.yaml once the stack is complete.',
          ]),
      ...notePolicyTags(input),
    ],
  }),
};
