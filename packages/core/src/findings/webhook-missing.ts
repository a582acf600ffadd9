import type { GovernanceCheck } from './types';

/** Checks whether a cluster whose ServiceAccounts are annotated with roles has the webhook that injects them. */
export const check: GovernanceCheck<'cluster'> = {
  meta: {
    id: 'webhook-missing',
    subject: 'cluster',
    title: 'The pod identity webhook is missing',
    question: 'Does the cluster have the pod identity webhook?',
    requiredPermissions: ['list mutatingwebhookconfigurations'],
    docs: 'docs/reference/findings/webhook-missing.md',
  },
  run({ facts, byWebIdentity }) {
    if (facts.webhook.state !== 'absent' || byWebIdentity === 0) return [];
    return [
      {
        severity: 'high',
        impact: `New pods of ${byWebIdentity} IAM service accounts cannot call AWS.`,
        message: `Cluster ${facts.name} has no pod identity webhook: pods of ${byWebIdentity} IAM service accounts get no role when they are created.`,
        remediation:
          'Register the webhook of the EKS control plane again, and restart the pods. The check "webhook" of each of these ServiceAccounts has the command.',
        fault: 'webhook-missing',
      },
    ];
  },
};
