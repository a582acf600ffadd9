import type { Violation } from '../model/types';
import {
  attribute,
  block,
  HclExpression,
  writeHcl,
  type HclBlock,
  type HclItem,
  type HclValue,
} from './hcl';
import { unlessEmpty } from './kubernetes';
import { terraformLabel } from './terraformLabel';
import { json, moduleBlock, refuseUntaken } from './terraformModule';
import { refuseHalfCharacters, refuseTexts } from './texts';
import type { Renderer, RenderInput } from './types';

function labelOf({ cluster, serviceAccount }: RenderInput): string {
  const { namespace, name } = serviceAccount;
  return terraformLabel([cluster.eksName, namespace, name]);
}

function attributes(values: Record<string, HclValue | undefined>): HclItem[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [attribute(name, value)],
  );
}

function policyBlocks(input: RenderInput): HclBlock[] {
  const { policy, role } = input;
  if (!policy) return [];
  const label = labelOf(input);
  return [
    block(
      'resource',
      ['aws_iam_policy', label],
      attributes({
        name: policy.name,
        path: policy.path,
        policy: json(policy.document),
        tags: role.tags,
      }),
    ),
    block(
      'resource',
      ['aws_iam_role_policy_attachment', label],
      attributes({
        role: HclExpression.reference('aws_iam_role', label, 'name'),
        policy_arn: HclExpression.reference('aws_iam_policy', label, 'arn'),
      }),
    ),
  ];
}

function roleBlocks(input: RenderInput): HclBlock[] {
  const { role } = input;
  const label = labelOf(input);
  const roleName = HclExpression.reference('aws_iam_role', label, 'name');
  const { inlinePolicy } = role;
  return [
    block(
      'resource',
      ['aws_iam_role', label],
      attributes({
        name: role.name,
        path: role.path,
        max_session_duration: role.maxSessionDurationSeconds,
        permissions_boundary: role.boundaryArn,
        assume_role_policy: json(role.trust),
        tags: role.tags,
      }),
    ),
    ...(inlinePolicy
      ? [
          block(
            'resource',
            ['aws_iam_role_policy', label],
            attributes({
              name: inlinePolicy.name,
              role: roleName,
              policy: json(inlinePolicy.document),
            }),
          ),
        ]
      : []),
    ...role.managedPolicyArns.map((arn, index) =>
      block(
        'resource',
        ['aws_iam_role_policy_attachment', `${label}_${index + 1}`],
        attributes({ role: roleName, policy_arn: arn }),
      ),
    ),
  ];
}

function associationBlocks(input: RenderInput): HclBlock[] {
  const { association, cluster, serviceAccount, terraformModule } = input;
  if (!association) return [];
  const label = labelOf(input);
  const { sessionPolicy } = association;
  return [
    block(
      'resource',
      ['aws_eks_pod_identity_association', label],
      attributes({
        cluster_name: cluster.eksName,
        namespace: serviceAccount.namespace,
        service_account: serviceAccount.name,
        role_arn: terraformModule
          ? association.roleArn
          : HclExpression.reference('aws_iam_role', label, 'arn'),
        target_role_arn: association.targetRoleArn,
        disable_session_tags: association.disableSessionTags,
        policy: sessionPolicy && json(sessionPolicy),
        tags: association.tags,
        ...(terraformModule && {
          depends_on: [HclExpression.reference('module', label)],
        }),
      }),
    ),
  ];
}

function namespaceBlocks(input: RenderInput): HclBlock[] {
  const { createNamespace, serviceAccount } = input;
  return createNamespace
    ? [
        block(
          'resource',
          ['kubernetes_namespace_v1', labelOf(input)],
          [
            block(
              'metadata',
              [],
              attributes({ name: serviceAccount.namespace }),
            ),
          ],
        ),
      ]
    : [];
}

/** Returns the ServiceAccount, which depends on all other blocks. Empty if it is managed outside Backstage, because it would conflict. */
function serviceAccountBlocks(
  input: RenderInput,
  before: HclBlock[],
): HclBlock[] {
  const { namespace, name, existing, annotations, labels } =
    input.serviceAccount;
  if (existing) return [];
  const makers = before.map(item =>
    HclExpression.reference(
      ...(item.keyword === 'resource' ? [] : [item.keyword]),
      ...item.labels,
    ),
  );
  return [
    block(
      'resource',
      ['kubernetes_service_account_v1', labelOf(input)],
      [
        block(
          'metadata',
          [],
          attributes({
            name,
            namespace,
            ...unlessEmpty('annotations', annotations),
            ...unlessEmpty('labels', labels),
          }),
        ),
        attribute('depends_on', makers),
      ],
    ),
  ];
}

/** Returns all blocks that Terraform manages for the ServiceAccount. */
export function resourceBlocks(input: RenderInput): HclBlock[] {
  const { terraformModule } = input;
  const made = [
    ...(terraformModule
      ? [moduleBlock(input, terraformModule, labelOf(input))]
      : [...policyBlocks(input), ...roleBlocks(input)]),
    ...associationBlocks(input),
    ...namespaceBlocks(input),
  ];
  return [...made, ...serviceAccountBlocks(input, made)];
}

function refuse(input: RenderInput): Violation[] {
  const { terraformModule } = input;
  return [
    ...(terraformModule ? refuseUntaken(input, terraformModule) : []),
    ...refuseHalfCharacters(input),
    ...refuseTexts(
      input,
      ({ text }) => text.normalize('NFC') !== text,
      text =>
        `Terraform writes ${JSON.stringify(
          text.slice(0, 80),
        )} with other characters, because it normalizes Unicode to composed form (NFC). Use composed characters.`,
    ),
  ];
}

/**
 * Renders plain resources: the community module for such roles writes a different trust policy and creates no ServiceAccount. There is no `terraform`
 * block, because a folder can contain only one. Without it, Terraform uses the providers `hashicorp/aws` and `hashicorp/kubernetes`.
 */
export const renderer: Renderer = {
  format: 'terraform',
  title: 'Terraform',
  refuse,
  render: input => ({
    files: [
      {
        path: `${labelOf(input)}.tf`,
        content: writeHcl(resourceBlocks(input)),
      },
    ],
    notes: [
      `The aws provider must be for account ${input.role.accountId}${
        input.association ? ` and region ${input.cluster.region}` : ''
      }${
        input.serviceAccount.existing
          ? '.'
          : `, and the kubernetes provider for cluster ${input.cluster.eksName}.`
      }`,
      ...(input.association?.sessionPolicy
        ? [
            'The aws provider must be version 6.57.1 or later, which supports session policies.',
          ]
        : []),
    ],
  }),
};
