import { flag, listOf, objectOf, text, texts } from './objects';

const document = { type: 'object' };

/**
 * Definitions `ClusterConfig`, `ClusterMeta`, `ClusterIAM`, `ClusterIAMServiceAccount`, `ClusterIAMMeta` and `PodIdentityAssociation` of
 * eksctl.io/v1alpha5, rewritten without unused parts. Source, Apache-2.0: eksctl-io/eksctl, `pkg/apis/eksctl.io/v1alpha5/assets/schema.json` at
 * 99984ad.
 */
export const eksctl = objectOf(
  {
    apiVersion: { enum: ['eksctl.io/v1alpha5'] },
    kind: { enum: ['ClusterConfig'] },
    metadata: objectOf({ name: text, region: text }, ['name', 'region']),
    iam: objectOf({
      withOIDC: flag,
      serviceAccounts: listOf(
        objectOf({
          attachPolicy: document,
          attachPolicyARNs: listOf(text),
          metadata: objectOf({
            annotations: texts,
            labels: texts,
            name: text,
            namespace: text,
          }),
          permissionsBoundary: text,
          roleName: text,
          roleOnly: { type: 'boolean' },
          tags: texts,
        }),
      ),
      podIdentityAssociations: listOf(
        objectOf({
          createServiceAccount: flag,
          disableSessionTags: flag,
          namespace: text,
          policy: text,
          roleARN: text,
          serviceAccountName: text,
          tags: texts,
          targetRoleARN: text,
        }),
      ),
    }),
  },
  ['metadata', 'kind', 'apiVersion'],
);
