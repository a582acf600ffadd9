import type { PolicyDocument } from '@backstage-irsa/iam-policy';
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

/** IAM's own `${…}` are text here: the writer of texts keeps them from Terraform. */
export function json(document: PolicyDocument): HclExpression {
  return HclExpression.call('jsonencode', JSON.parse(JSON.stringify(document)));
}

/** What a variable of a module can be given. */
interface ModuleValue {
  /** Undefined where the spec says nothing of it. */
  value(input: RenderInput): HclValue | undefined;
  /** The field of the spec that is lost without it; only such values have one. */
  field?: string;
}

/** In seconds, of a role that nobody asked otherwise for. Source: "CreateRole", IAM API Reference. */
const DEFAULT_SESSION = 3600;

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
      role.maxSessionDurationSeconds === DEFAULT_SESSION
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

/** The values that a module can be given. @public */
export const TERRAFORM_MODULE_VALUES = Object.keys(
  VALUES,
) as TerraformModuleValue[];

/** What the spec asks for and no variable of the module takes. */
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
            message: `The module ${source} has no variable for it: name one at irsa.pullRequests.terraformModule.variables.${name}, or leave it out.`,
          },
        ];
  });
}

/** The call of the module, instead of policy and role. */
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
