import type { Zod } from './zod';

/** The fields of a spec, as input of every action that takes a spec. */
export const specInput = {
  entityRef: (z: Zod) =>
    z.string({
      description:
        'The catalog entity that will own the AWS identity, such as component:default/orders.',
    }),
  owner: (z: Zod) =>
    z
      .string({
        description:
          "The group of the caller that will own the access. Required while the entity is not in the catalog yet, or if the entity's owner may not use the namespace but several of the caller's groups may. Otherwise ignored.",
      })
      .optional(),
  cluster: (z: Zod) =>
    z.string({
      description: 'The name of a cluster, as in irsa.clusters.',
    }),
  namespace: (z: Zod) => z.string({ description: 'The Kubernetes namespace.' }),
  name: (z: Zod) =>
    z.string({ description: 'The name of the ServiceAccount.' }),
  mechanism: (z: Zod) =>
    z
      .enum(['irsa', 'pod-identity'], {
        description:
          'How pods get the role. Default: the mechanism that the ServiceAccount uses, or irsa for a new one.',
      })
      .optional(),
  serviceAccount: (z: Zod) =>
    z
      .enum(['managed', 'existing'], {
        description:
          'Who creates and changes the ServiceAccount: Backstage (managed), or Helm, Argo CD, Flux or a person (existing). Default: managed.',
      })
      .optional(),
  sessionPolicyDocument: (z: Zod) =>
    z
      .record(z.any(), {
        description:
          'A policy that limits every session of an EKS Pod Identity association.',
      })
      .optional(),
  grants: (z: Zod) =>
    z
      .array(
        z.object({
          service: z.string({
            description: 'The IAM prefix of an AWS service, such as s3.',
          }),
          access: z.string({
            description: 'What is granted, such as read or write.',
          }),
          resource: z.string({
            description: 'The resource, such as the name of a bucket.',
          }),
        }),
        { description: 'What the service can do in AWS.' },
      )
      .optional(),
  tokenExpirationSeconds: (z: Zod) =>
    z
      .number({
        description:
          'Lifetime of the projected token in seconds, 600 to 86400.',
      })
      .int()
      .optional(),
  managedPolicyArns: (z: Zod) =>
    z
      .array(z.string(), {
        description:
          'ARNs of managed policies to attach in addition to the policy of the grants.',
      })
      .optional(),
  policyDocument: (z: Zod) =>
    z
      .record(z.any(), {
        description:
          "A custom permissions policy, stored as the role's inline policy.",
      })
      .optional(),
  permissionsBoundaryArn: (z: Zod) =>
    z
      .string({
        description:
          'The ARN of the managed policy that limits the role. The configuration can require one.',
      })
      .optional(),
  tags: (z: Zod) =>
    z
      .record(z.string(), {
        description: 'Tags of the role in addition to those of Backstage.',
      })
      .optional(),
  maxSessionDurationSeconds: (z: Zod) =>
    z
      .number({
        description: 'Longest session of the role in seconds, 3600 to 43200.',
      })
      .int()
      .optional(),
  audience: (z: Zod) =>
    z
      .string({
        description: 'The audience of the tokens. Default: sts.amazonaws.com.',
      })
      .optional(),
  stsRegionalEndpoints: (z: Zod) =>
    z
      .boolean({
        description:
          'Whether pods use the STS endpoint of their region. Default: true.',
      })
      .optional(),
  accountId: (z: Zod) =>
    z
      .string({
        description:
          "The AWS account of the role. Default: the cluster's account.",
      })
      .optional(),
  roleName: (z: Zod) =>
    z
      .string({
        description:
          'The name of the role. Default: a name derived from cluster, namespace and name.',
      })
      .optional(),
  rolePath: (z: Zod) =>
    z
      .string({
        description: 'The path of the role, below the configured role path.',
      })
      .optional(),
  adopt: (z: Zod) =>
    z
      .boolean({
        description:
          'Take over an existing role, policy or ServiceAccount with these names.',
      })
      .optional(),
};
