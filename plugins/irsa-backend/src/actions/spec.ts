import type { Zod } from './types';

/** Returns the input fields of a spec, as the API accepts it. Unknown fields are refused, not ignored. */
export function specSchema(z: Zod) {
  const grant = z
    .object({
      service: z
        .string()
        .describe('The IAM prefix of an AWS service, such as s3.'),
      access: z.string().describe('What is granted, such as read or write.'),
      resource: z
        .string()
        .describe('The resource, such as the name of a bucket.'),
    })
    .strict();
  return z
    .object({
      entityRef: z
        .string()
        .describe(
          'The catalog entity that will own the AWS identity, such as component:default/orders.',
        ),
      owner: z
        .string()
        .optional()
        .describe(
          "The group of the caller that will own the access. Required while the entity is not in the catalog yet, or if the entity's owner may not use the namespace but several of the caller's groups may. Otherwise ignored.",
        ),
      ...placeFields(z),
      mechanism: z.enum(['irsa', 'pod-identity']).optional(),
      serviceAccount: z
        .enum(['managed', 'existing'])
        .optional()
        .describe(
          'Who creates and changes the ServiceAccount: Backstage (managed), or Helm, Argo CD, Flux or a person (existing).',
        ),
      sessionPolicyDocument: z
        .record(z.any())
        .optional()
        .describe(
          'A policy that limits every session of an EKS Pod Identity association.',
        ),
      grants: z.array(grant).max(100).optional(),
      ...roleFields(z),
      ...tokenFields(z),
      adopt: z
        .boolean()
        .optional()
        .describe(
          'Take over an existing role, policy or ServiceAccount with these names.',
        ),
    })
    .strict();
}

/** Returns the input fields that name a ServiceAccount. */
export function placeFields(z: Zod) {
  return {
    cluster: z.string().describe('The name of a cluster, as in irsa.clusters.'),
    namespace: z.string().describe('The Kubernetes namespace.'),
    name: z.string().describe('The name of the ServiceAccount.'),
  };
}

function roleFields(z: Zod) {
  const longText = z.string().max(4096);
  return {
    managedPolicyArns: z.array(z.string().max(2048)).max(50).optional(),
    policyDocument: z
      .record(z.any())
      .optional()
      .describe('A custom permissions policy, as a document.'),
    permissionsBoundaryArn: z.string().max(2048).optional(),
    tags: z.record(longText).optional(),
    maxSessionDurationSeconds: z.number().int().optional(),
    accountId: z.string().optional(),
    roleName: longText.optional(),
    rolePath: longText.optional(),
  };
}

function tokenFields(z: Zod) {
  return {
    tokenExpirationSeconds: z.number().int().optional(),
    audience: z.string().max(4096).optional(),
    stsRegionalEndpoints: z.boolean().optional(),
  };
}
