import {
  flag,
  integer,
  kindOf,
  listOf,
  objectOf,
  text,
  texts,
} from './objects';

const tags = listOf(objectOf({ key: text, value: text }));

/**
 * Field names, types and required fields as the CRDs have them, rewritten; what is not used here is left out. Sources, all Apache-2.0:
 * aws-controllers-k8s/iam-controller, `config/crd/bases/iam.services.k8s.aws_roles.yaml` at 31393b8 and `…_policies.yaml` at efad360;
 * aws-controllers-k8s/eks-controller, `eks.services.k8s.aws_podidentityassociations.yaml` at 16026e4, with `targetRoleARN` and
 * `disableSessionTags` from the ACK API reference of eks v1alpha1.
 */
export const ack = {
  oneOf: [
    kindOf(
      'iam.services.k8s.aws/v1alpha1',
      'Role',
      objectOf(
        {
          assumeRolePolicyDocument: text,
          inlinePolicies: texts,
          maxSessionDuration: integer,
          name: text,
          path: text,
          permissionsBoundary: text,
          policies: listOf(text),
          tags,
        },
        ['assumeRolePolicyDocument', 'name'],
      ),
    ),
    kindOf(
      'iam.services.k8s.aws/v1alpha1',
      'Policy',
      objectOf({ name: text, path: text, policyDocument: text, tags }, [
        'name',
        'policyDocument',
      ]),
    ),
    kindOf(
      'eks.services.k8s.aws/v1alpha1',
      'PodIdentityAssociation',
      objectOf(
        {
          clusterName: text,
          disableSessionTags: flag,
          namespace: text,
          roleARN: text,
          serviceAccount: text,
          tags: texts,
          targetRoleARN: text,
        },
        ['namespace', 'serviceAccount'],
      ),
    ),
  ],
};
