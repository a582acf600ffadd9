import type { RenderedFile } from '../model/types';
import type { Pairs } from '../planning/types';
import { manifestFiles } from './kubernetes';
import { objectNameOf } from './objectName';
import { refuseHalfCharacters } from './texts';
import type { Renderer, RenderInput } from './types';
import { toYaml } from './yaml';

const IAM = 'iam.services.k8s.aws/v1alpha1';
const EKS = 'eks.services.k8s.aws/v1alpha1';

function tagList(tags: Pairs) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** A custom resource of an ACK controller. */
export interface AckObject {
  apiVersion: string;
  kind: 'Policy' | 'Role' | 'PodIdentityAssociation';
  metadata: { name: string; annotations?: Pairs };
  spec: object;
}

function policyObjects({ policy, role }: RenderInput): AckObject[] {
  return policy
    ? [
        {
          apiVersion: IAM,
          kind: 'Policy',
          metadata: { name: objectNameOf(policy.name) },
          spec: {
            name: policy.name,
            path: policy.path,
            policyDocument: JSON.stringify(policy.document),
            tags: tagList(role.tags),
          },
        },
      ]
    : [];
}

function roleObject({ role, policy }: RenderInput): AckObject {
  const policies = [...(policy ? [policy.arn] : []), ...role.managedPolicyArns];
  const { inlinePolicy } = role;
  return {
    apiVersion: IAM,
    kind: 'Role',
    metadata: { name: objectNameOf(role.name) },
    spec: {
      name: role.name,
      path: role.path,
      maxSessionDuration: role.maxSessionDurationSeconds,
      ...(role.boundaryArn !== undefined && {
        permissionsBoundary: role.boundaryArn,
      }),
      assumeRolePolicyDocument: JSON.stringify(role.trust),
      ...(policies.length > 0 && { policies }),
      ...(inlinePolicy && {
        inlinePolicies: {
          [inlinePolicy.name]: JSON.stringify(inlinePolicy.document),
        },
      }),
      tags: tagList(role.tags),
    },
  };
}

function associationObjects(input: RenderInput): AckObject[] {
  const { association, cluster, role, serviceAccount } = input;
  if (!association) return [];
  const { targetRoleArn, sessionPolicy, disableSessionTags } = association;
  return [
    {
      apiVersion: EKS,
      kind: 'PodIdentityAssociation',
      metadata: {
        name: objectNameOf(role.name),
        // Without the region, the association is created in the controller's region, for a cluster of the same name. Source: "Manage Resources In
        // Multiple Regions", ACK documentation.
        annotations: { 'services.k8s.aws/region': cluster.region },
      },
      spec: {
        clusterName: cluster.eksName,
        namespace: serviceAccount.namespace,
        serviceAccount: serviceAccount.name,
        roleARN: association.roleArn,
        ...(targetRoleArn !== undefined && { targetRoleARN: targetRoleArn }),
        ...(disableSessionTags !== undefined && { disableSessionTags }),
        ...(sessionPolicy && { policy: JSON.stringify(sessionPolicy) }),
        tags: association.tags,
      },
    },
  ];
}

/** Returns all ACK objects of a spec. */
export function ackObjects(input: RenderInput): AckObject[] {
  return [
    ...policyObjects(input),
    roleObject(input),
    ...associationObjects(input),
  ];
}

/** Returns the file with the ACK objects. */
export function ackFile(objects: AckObject[]): RenderedFile {
  return { path: 'ack.yaml', content: toYaml(...objects) };
}

/** Renders objects of AWS Controllers for Kubernetes. They name no namespace: anyone who can write in their namespace can create any role. */
export const renderer: Renderer = {
  format: 'ack',
  title: 'ACK',
  refuse: refuseHalfCharacters,
  render: input => ({
    files: [ackFile(ackObjects(input)), ...manifestFiles(input)],
    notes: [
      'The objects in ack.yaml have no namespace. Apply them in one that the ACK controllers watch and only administrators can write to.',
      `The ACK controllers must have permissions in account ${input.role.accountId}.`,
      ...(input.association?.sessionPolicy
        ? [
            'The ACK controller for EKS must be version 1.12.0 or later, which supports session policies.',
          ]
        : []),
    ],
  }),
};
