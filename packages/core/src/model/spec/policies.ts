import { parseArn } from '../../arn/arn';
import type { IamServiceAccountSpec, Violation } from '../types';
import { isDots } from './role';
import { violation } from './violation';

const POLICY = /^policy\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,128}$/;

function isPolicyArn(text: string): boolean {
  const arn = parseArn(text);
  return (
    arn?.service === 'iam' &&
    arn.region === '' &&
    arn.accountId !== '' &&
    POLICY.test(arn.resource) &&
    !arn.resource.split('/').some(isDots) &&
    !/[*?]/.test(text)
  );
}

function checkPolicyArn(field: string, arn: string): Violation[] {
  return isPolicyArn(arn)
    ? []
    : [
        violation(
          field,
          'policy-arn',
          `"${arn}" is not the ARN of a managed policy, such as arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess.`,
        ),
      ];
}

function checkManagedPolicies(arns: string[] = []): Violation[] {
  return arns.flatMap((arn, index) => {
    const field = `managedPolicyArns[${index}]`;
    return arns.indexOf(arn) < index
      ? [
          violation(
            field,
            'policy-unique',
            `Policy ${arn} is listed twice. Remove one.`,
          ),
        ]
      : checkPolicyArn(field, arn);
  });
}

/** Checks the ARNs of the managed policies and the permissions boundary. */
export function checkPolicies(spec: IamServiceAccountSpec): Violation[] {
  const { permissionsBoundaryArn: boundary } = spec;
  return [
    ...checkManagedPolicies(spec.managedPolicyArns),
    ...(boundary === undefined
      ? []
      : checkPolicyArn('permissionsBoundaryArn', boundary)),
  ];
}
