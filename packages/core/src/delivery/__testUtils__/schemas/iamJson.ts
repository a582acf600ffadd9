import { flag, integer, listOf, objectOf, text, texts } from './objects';

const tags = listOf(objectOf({ Key: text, Value: text }, ['Key', 'Value']));

/**
 * Requests by file name, as the AWS CLI takes them in `--cli-input-json`, without the documents that are passed separately. Sources: API references
 * of IAM (2010-05-08: `CreatePolicy`, `CreateRole`, `AttachRolePolicy`) and of EKS (2017-11-01: `CreatePodIdentityAssociation`).
 */
export const iamJson = {
  policy: objectOf({ PolicyName: text, Path: text, Tags: tags }, [
    'PolicyName',
  ]),
  role: objectOf(
    {
      RoleName: text,
      Path: text,
      MaxSessionDuration: integer,
      PermissionsBoundary: text,
      Tags: tags,
    },
    ['RoleName'],
  ),
  attachment: objectOf({ RoleName: text, PolicyArn: text }, [
    'RoleName',
    'PolicyArn',
  ]),
  association: objectOf(
    {
      clusterName: text,
      namespace: text,
      serviceAccount: text,
      roleArn: text,
      targetRoleArn: text,
      disableSessionTags: flag,
      policy: text,
      tags: texts,
    },
    ['clusterName', 'namespace', 'serviceAccount', 'roleArn'],
  ),
};
