import type {
  OperationStep,
  StepTarget,
} from '@backstage-irsa/plugin-irsa-common';

const TITLES: Record<StepTarget['kind'], string> = {
  'oidc-provider': 'OIDC provider',
  policy: 'Policy',
  role: 'Role',
  'role-policy-attachment': 'Policy attachment',
  namespace: 'Namespace',
  'service-account': 'ServiceAccount',
};

/** What became of a step that ended, as a sentence for the task's log. */
export function stepSentence(step: OperationStep): string {
  const { kind, name } = step.target;
  if (step.status === 'failed') {
    return `Failed: ${step.summary}. ${step.message ?? ''}`.trim();
  }
  return step.action === 'none'
    ? `${TITLES[kind]} ${name} is already as asked`
    : step.message ?? step.summary;
}
