import type { RenderedFile } from '../model/types';
import type { Pairs } from '../planning/types';
import { manifestFiles } from './kubernetes';
import { objectNameOf } from './objectName';
import { refuseHalfCharacters } from './texts';
import type { Renderer, RenderInput } from './types';
import { toYaml } from './yaml';

const IAM = 'iam.aws.upbound.io/v1beta1';
const EKS = 'eks.aws.upbound.io/v1beta1';
/** The annotation with the name of the AWS object that a managed resource represents. */
export const EXTERNAL_NAME = 'crossplane.io/external-name';

/** The management policies without Delete. */
export const WITHOUT_DELETION = [
  'Create',
  'LateInitialize',
  'Observe',
  'Update',
];

/** A managed resource of the Crossplane provider. */
export interface CrossplaneObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; annotations?: Pairs };
  spec: { forProvider: object; managementPolicies?: string[] };
}

function managed(options: {
  apiVersion: string;
  kind: string;
  name: string;
  externalName?: string;
  forProvider: object;
}): CrossplaneObject {
  const { apiVersion, kind, name, externalName, forProvider } = options;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(externalName !== undefined && {
        annotations: { [EXTERNAL_NAME]: externalName },
      }),
    },
    spec: { forProvider },
  };
}

function policyObjects({ policy, role }: RenderInput): CrossplaneObject[] {
  return policy
    ? [
        managed({
          apiVersion: IAM,
          kind: 'Policy',
          name: objectNameOf(policy.name),
          externalName: policy.name,
          forProvider: {
            path: policy.path,
            policy: JSON.stringify(policy.document),
            tags: role.tags,
          },
        }),
      ]
    : [];
}

function roleObject({ role }: RenderInput): CrossplaneObject {
  const { inlinePolicy } = role;
  return managed({
    apiVersion: IAM,
    kind: 'Role',
    name: objectNameOf(role.name),
    externalName: role.name,
    forProvider: {
      path: role.path,
      maxSessionDuration: role.maxSessionDurationSeconds,
      ...(role.boundaryArn !== undefined && {
        permissionsBoundary: role.boundaryArn,
      }),
      assumeRolePolicy: JSON.stringify(role.trust),
      ...(inlinePolicy && {
        inlinePolicy: [
          {
            name: inlinePolicy.name,
            policy: JSON.stringify(inlinePolicy.document),
          },
        ],
      }),
      tags: role.tags,
    },
  });
}

function attachmentObjects({ role, policy }: RenderInput): CrossplaneObject[] {
  const name = objectNameOf(role.name);
  const arns = [...(policy ? [policy.arn] : []), ...role.managedPolicyArns];
  return arns.map((policyArn, index) =>
    managed({
      apiVersion: IAM,
      kind: 'RolePolicyAttachment',
      name: `${name}-${index + 1}`,
      forProvider: { role: role.name, policyArn },
    }),
  );
}

function associationObjects(input: RenderInput): CrossplaneObject[] {
  const { association, cluster, role, serviceAccount } = input;
  if (!association) return [];
  const { targetRoleArn, disableSessionTags } = association;
  return [
    managed({
      apiVersion: EKS,
      kind: 'PodIdentityAssociation',
      name: objectNameOf(role.name),
      forProvider: {
        region: cluster.region,
        clusterName: cluster.eksName,
        namespace: serviceAccount.namespace,
        serviceAccount: serviceAccount.name,
        roleArn: association.roleArn,
        ...(targetRoleArn !== undefined && { targetRoleArn }),
        ...(disableSessionTags !== undefined && { disableSessionTags }),
        tags: association.tags,
      },
    }),
  ];
}

/** Returns all managed resources of a spec. */
export function crossplaneObjects(input: RenderInput): CrossplaneObject[] {
  return [
    ...policyObjects(input),
    roleObject(input),
    ...attachmentObjects(input),
    ...associationObjects(input),
  ];
}

/** Returns the file with the managed resources. */
export function crossplaneFile(objects: CrossplaneObject[]): RenderedFile {
  return { path: 'crossplane.yaml', content: toYaml(...objects) };
}

/** Renders cluster-scoped managed resources of the Upbound provider family for AWS, with the default ProviderConfig. */
export const renderer: Renderer = {
  format: 'crossplane',
  title: 'Crossplane',
  refuse: input => [
    ...refuseHalfCharacters(input),
    ...(input.association?.sessionPolicy
      ? [
          {
            field: 'sessionPolicyDocument',
            rule: 'unsupported-by-format',
            message:
              'The Crossplane provider does not support session policies for associations. Choose another format.',
          },
        ]
      : []),
  ],
  render: input => ({
    files: [crossplaneFile(crossplaneObjects(input)), ...manifestFiles(input)],
    notes: [
      `The objects in crossplane.yaml need provider-aws-iam${
        input.association ? ' and provider-aws-eks' : ''
      } and use the ProviderConfig named default, which must be for account ${
        input.role.accountId
      }.`,
    ],
  }),
};
