import type { Zod } from './zod';

/** The fields of a spec, as input of every action that takes a spec. */
export const specInput = {
  entityRef: (z: Zod) =>
    z.string({
      description:
        'The catalog entity that is to own it, such as component:default/orders.',
    }),
  owner: (z: Zod) =>
    z
      .string({
        description:
          "The group of the caller that will own the access. Needed while the entity is not in the catalog yet, and where the entity's owner may not use the namespace but several of the caller's groups may. Otherwise it does not count.",
      })
      .optional(),
  cluster: (z: Zod) =>
    z.string({
      description: 'A name of irsa.clusters in the configuration.',
    }),
  namespace: (z: Zod) => z.string({ description: 'The Kubernetes namespace.' }),
  name: (z: Zod) =>
    z.string({ description: 'The name of the ServiceAccount.' }),
  mechanism: (z: Zod) =>
    z
      .enum(['irsa', 'pod-identity'], {
        description:
          'How pods get the role. Default: the one that the ServiceAccount has, irsa for a new one.',
      })
      .optional(),
  serviceAccount: (z: Zod) =>
    z
      .enum(['managed', 'existing'], {
        description:
          'Who makes and changes the ServiceAccount: managed is Backstage, existing is Helm, Argo CD, Flux or a person. Default: managed.',
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
          'ARNs of managed policies to attach beside what the grants amount to.',
      })
      .optional(),
  policyDocument: (z: Zod) =>
    z
      .record(z.any(), {
        description:
          "A permissions policy of the service's own, kept as the role's inline policy.",
      })
      .optional(),
  permissionsBoundaryArn: (z: Zod) =>
    z
      .string({
        description:
          'The managed policy that limits the role. Configuration may require one.',
      })
      .optional(),
  tags: (z: Zod) =>
    z
      .record(z.string(), {
        description: 'Tags of the role beside those of this product.',
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
        description:
          'The audience of the tokens, when it is not sts.amazonaws.com.',
      })
      .optional(),
  stsRegionalEndpoints: (z: Zod) =>
    z
      .boolean({
        description:
          'Whether pods use the STS endpoint of their region; true unless said otherwise.',
      })
      .optional(),
  accountId: (z: Zod) =>
    z
      .string({
        description:
          "The AWS account of the role, when it is not the cluster's.",
      })
      .optional(),
  roleName: (z: Zod) =>
    z
      .string({
        description:
          'A name for the role instead of the one that follows from cluster, namespace and name.',
      })
      .optional(),
  rolePath: (z: Zod) =>
    z
      .string({
        description: 'A path for the role below the configured one.',
      })
      .optional(),
  adopt: (z: Zod) =>
    z
      .boolean({
        description:
          'Take over the role, policy or ServiceAccount of these names that is there already.',
      })
      .optional(),
};
