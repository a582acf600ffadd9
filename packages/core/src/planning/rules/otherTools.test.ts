import type { RenderFormat } from '../../model/types';
import { returnedRecord } from '../ownership/returned';
import { managingTool, otherTool } from './otherTools';

describe('otherTool', () => {
  it.each([
    [
      {
        'aws:cloudformation:logical-id': 'Role1',
        'aws:cloudformation:stack-name': 'orders-prod',
      },
      {
        tool: 'CloudFormation',
        name: 'orders-prod',
        evidence: 'aws:cloudformation:stack-name: orders-prod',
        format: 'cloudformation',
      },
    ],
    [
      {
        'aws:cloudformation:stack-name': 'eksctl-prod-addon-iamserviceaccount',
        'alpha.eksctl.io/iamserviceaccount-name': 'default/orders',
        'alpha.eksctl.io/cluster-name': 'prod-eu',
      },
      {
        tool: 'eksctl',
        name: 'prod-eu',
        evidence: 'alpha.eksctl.io/cluster-name: prod-eu',
        format: 'eksctl',
      },
    ],
    [
      { ManagedBy: 'Terraform Cloud' },
      {
        tool: 'Terraform',
        evidence: 'ManagedBy: Terraform Cloud',
        format: 'terraform',
      },
    ],
    [
      { terraform: 'true', 'terraform:workspace': 'prod' },
      {
        tool: 'Terraform',
        name: 'prod',
        evidence: 'terraform:workspace: prod',
        format: 'terraform',
      },
    ],
    [
      { 'managed-by': 'OpenTofu' },
      {
        tool: 'OpenTofu',
        evidence: 'managed-by: OpenTofu',
        format: 'terraform',
      },
    ],
    [
      { managed_by: 'aws-cdk' },
      {
        tool: 'AWS CDK',
        evidence: 'managed_by: aws-cdk',
        format: 'cloudformation',
      },
    ],
    [
      { 'pulumi:project': 'orders', 'pulumi:stack': 'prod' },
      { tool: 'Pulumi', name: 'prod', evidence: 'pulumi:stack: prod' },
    ],
    [
      { 'crossplane-kind': 'role.iam', 'crossplane-name': 'orders' },
      {
        tool: 'Crossplane',
        name: 'orders',
        evidence: 'crossplane-name: orders',
        format: 'crossplane',
      },
    ],
    [
      { 'services.k8s.aws/controller-version': 'iam-v1.3.0' },
      {
        tool: 'ACK',
        evidence: 'services.k8s.aws/controller-version: iam-v1.3.0',
        format: 'ack',
      },
    ],
    [
      {
        'app.kubernetes.io/managed-by': 'Helm',
        'meta.helm.sh/release-name': 'orders',
      },
      {
        tool: 'Helm',
        name: 'orders',
        evidence: 'meta.helm.sh/release-name: orders',
      },
    ],
    [
      {
        'argocd.argoproj.io/tracking-id':
          'shop:/ServiceAccount:production/orders',
        'app.kubernetes.io/managed-by': 'Helm',
      },
      {
        tool: 'Argo CD',
        name: 'shop',
        evidence:
          'argocd.argoproj.io/tracking-id: shop:/ServiceAccount:production/orders',
      },
    ],
    [
      { 'kustomize.toolkit.fluxcd.io/name': 'apps' },
      {
        tool: 'Flux',
        name: 'apps',
        evidence: 'kustomize.toolkit.fluxcd.io/name: apps',
      },
    ],
  ])('reads the tool from %j', (pairs, expected) => {
    expect(otherTool(pairs as Record<string, string>)).toEqual(expected);
  });

  it.each([
    [{}],
    [{ 'backstage-irsa.dev/managed-by': 'backstage' }],
    [{ 'managed-by': 'platform-team' }],
    [{ terraform: 'false' }],
    [{ team: 'terraform' }],
    [{ 'managed-by': 'backstage' }],
  ])('finds no tool in %j', pairs => {
    expect(otherTool(pairs as Record<string, string>)).toBeUndefined();
  });
});

describe('the tool that manages a returned object', () => {
  const TERRAFORM = { 'terraform:workspace': 'prod' };
  const TOFU = { 'managed-by': 'OpenTofu' };
  const STACK = { 'aws:cloudformation:stack-name': 'orders' };
  const CDK = { 'aws-cdk:id': 'orders' };
  const PULUMI = { 'pulumi:stack': 'prod' };
  const CROSSPLANE = { 'crossplane-name': 'orders' };
  const HELM = { 'meta.helm.sh/release-name': 'orders' };

  it.each<[Record<string, string>, RenderFormat[], string | undefined]>([
    [{}, ['terraform'], undefined],
    [TERRAFORM, [], 'Terraform'],
    [TERRAFORM, ['terraform'], undefined],
    [TERRAFORM, ['cloudformation'], 'Terraform'],
    [{ ...TERRAFORM, ...TOFU }, ['terraform'], undefined],
    [{ ...STACK, ...CDK }, ['cloudformation'], undefined],
    [{ ...TERRAFORM, ...PULUMI }, [], 'Terraform'],
    [{ ...TERRAFORM, ...PULUMI }, ['terraform'], 'Pulumi'],
    [{ ...STACK, ...TERRAFORM }, ['cloudformation'], 'Terraform'],
    [{ ...STACK, ...TERRAFORM }, ['terraform'], 'CloudFormation'],
    [{ ...STACK, ...TERRAFORM }, ['terraform', 'cloudformation'], undefined],
    [
      { ...STACK, ...TERRAFORM, ...CROSSPLANE },
      ['terraform', 'cloudformation'],
      'Crossplane',
    ],
    [{ ...CROSSPLANE, ...HELM }, ['crossplane'], 'Helm'],
  ])('with marks %j, returned as %j, is %s', (pairs, formats, expected) => {
    const recorded = new Set([
      'prod-eu/production/orders',
      ...formats.map(format =>
        returnedRecord('prod-eu/production/orders', format),
      ),
    ]);
    expect(managingTool(pairs, recorded)?.tool).toBe(expected);
  });

  it('is described by its own marks', () => {
    const recorded = new Set([
      returnedRecord('prod-eu/production/orders', 'terraform'),
    ]);
    expect(managingTool({ ...TERRAFORM, ...PULUMI }, recorded)).toEqual({
      ...{ tool: 'Pulumi', name: 'prod' },
      evidence: 'pulumi:stack: prod',
    });
  });
});
