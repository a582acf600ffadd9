import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { DEFAULT_SESSION_SECONDS } from '../model/spec/role';
import type { Violation } from '../model/types';
import {
  attribute,
  block,
  HclExpression,
  type HclBlock,
  type HclValue,
} from './hcl';
import type {
  RenderInput,
  TerraformModule,
  TerraformModuleValue,
} from './types';

/** Returns a `jsonencode` call. IAM's policy variables `${…}` stay text, because the text writer escapes them. */
export function json(document: PolicyDocument): HclExpression {
  return HclExpression.call('jsonencode', JSON.parse(JSON.stringify(document)));
}

/** A value that a variable of a module can take. */
interface ModuleValue {
  /** Returns the value; undefined if the spec does not set it. */
  value(input: RenderInput): HclValue | undefined;
  /** The field of the spec that is lost without the value; absent if nothing is lost. */
  field?: string;
}

const VALUES: Record<TerraformModuleValue, ModuleValue> = {
  roleName: { value: ({ role }) => role.name },
  rolePath: { value: ({ role }) => role.path },
  trustPolicy: { value: ({ role }) => json(role.trust) },
  policyDocument: {
    value: ({ policy }) => policy && json(policy.document),
    field: 'grants',
  },
  inlinePolicyDocument: {
    value: ({ role }) => role.inlinePolicy && json(role.inlinePolicy.document),
    field: 'policyDocument',
  },
  managedPolicyArns: {
    value: ({ role }) =>
      role.managedPolicyArns.length > 0 ? role.managedPolicyArns : undefined,
    field: 'managedPolicyArns',
  },
  permissionsBoundaryArn: {
    value: ({ role }) => role.boundaryArn,
    field: 'permissionsBoundaryArn',
  },
  maxSessionDurationSeconds: {
    value: ({ role }) =>
      role.maxSessionDurationSeconds === DEFAULT_SESSION_SECONDS
        ? undefined
        : role.maxSessionDurationSeconds,
    field: 'maxSessionDurationSeconds',
  },
  tags: { value: ({ role }) => role.tags },
  oidcProviderArn: {
    value: ({ mechanism, providerArn }) =>
      mechanism === 'irsa' ? providerArn : undefined,
  },
  clusterName: { value: ({ cluster }) => cluster.eksName },
  namespace: { value: ({ serviceAccount }) => serviceAccount.namespace },
  serviceAccountName: { value: ({ serviceAccount }) => serviceAccount.name },
};

/** The names of the values that a module can take. @public */
export const TERRAFORM_MODULE_VALUES = Object.keys(
  VALUES,
) as TerraformModuleValue[];

/** Refuses fields of a spec for which the module has no variable. */
export function refuseUntaken(
  input: RenderInput,
  { source, variables }: TerraformModule,
): Violation[] {
  return TERRAFORM_MODULE_VALUES.flatMap(name => {
    const { field, value } = VALUES[name];
    return field === undefined || variables[name] || !value(input)
      ? []
      : [
          {
            field,
            rule: 'unsupported-by-format',
            message: `The module ${source} has no variable for this field. Set irsa.pullRequests.terraformModule.variables.${name}, or leave the field out.`,
          },
        ];
  });
}

/** Returns the module call, which replaces policy and role. */
export function moduleBlock(
  input: RenderInput,
  { source, version, variables }: TerraformModule,
  label: string,
): HclBlock {
  const given = TERRAFORM_MODULE_VALUES.flatMap(name => {
    const variable = variables[name];
    const value = VALUES[name].value(input);
    return variable === undefined || value === undefined
      ? []
      : [attribute(variable, value)];
  });
  return block(
    'module',
    [label],
    [
      attribute('source', source),
      ...(version === undefined ? [] : [attribute('version', version)]),
      ...given,
    ],
  );
}
