import type { Statement } from '../../document/types';
import { ACCOUNT } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const AWS_POLICY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const RESERVED = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1`;
const LINKED = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS`;
const by = (
  action: string,
  resource: string,
  decision: PolicyCase['decision'] = 'ImplicitlyDenied',
  statements = [allowAll],
): PolicyCase => ({
  case: `${action} on ${resource}`,
  action,
  resource,
  statements,
  decision,
});

/** Decisions about resources that only AWS can change. */
export const unchangeableTables: PolicyTable[] = [
  {
    page: 'Managed policies and inline policies',
    says: 'You cannot change the permissions defined in AWS managed policies.',
    cases: [
      by('iam:CreatePolicyVersion', AWS_POLICY),
      by('iam:SetDefaultPolicyVersion', AWS_POLICY),
      by('iam:DeletePolicyVersion', AWS_POLICY),
      by('iam:DeletePolicy', AWS_POLICY),
      by('IAM:createpolicyversion', 'arn:aws-cn:iam::aws:policy/job/Any'),
      by('iam:GetPolicy', AWS_POLICY, 'Allowed'),
      by(
        'iam:CreatePolicyVersion',
        `arn:aws:iam::${ACCOUNT}:policy/own`,
        'Allowed',
      ),
      by('iam:CreatePolicyVersion', AWS_POLICY, 'ExplicitlyDenied', [
        allowAll,
        { Effect: 'Deny', Action: 'iam:*', Resource: '*' },
      ]),
    ],
  },
  {
    page: 'Troubleshooting IAM Identity Center issues',
    says: "Cannot perform the operation on the protected role 'AWSReservedSSO_RoleName_Here' - this role is only modifiable by AWS",
    cases: [
      by('iam:PutRolePolicy', RESERVED),
      by('iam:AttachRolePolicy', RESERVED),
      by('iam:UpdateAssumeRolePolicy', RESERVED),
      by('iam:DeleteRolePermissionsBoundary', RESERVED),
      by('iam:UpdateRole', RESERVED),
      by('iam:TagRole', RESERVED),
      by('iam:GetRole', RESERVED, 'Allowed'),
      by('iam:PutRolePolicy', `arn:aws:iam::${ACCOUNT}:role/own`, 'Allowed'),
    ],
  },
  {
    page: 'UpdateAssumeRolePolicy, IAM API Reference',
    says: 'The request was rejected because service-linked roles are protected AWS resources. Only the service that depends on the service-linked role can modify or delete the role on your behalf.',
    cases: [
      by('iam:UpdateAssumeRolePolicy', LINKED),
      by('iam:AttachRolePolicy', LINKED),
      by('iam:PutRolePolicy', LINKED),
      by('iam:DeleteRole', LINKED),
      by('iam:DeleteServiceLinkedRole', LINKED, 'Allowed'),
      by('iam:UpdateRoleDescription', LINKED, 'Allowed'),
      by('iam:GetRole', LINKED, 'Allowed'),
    ],
  },
];
