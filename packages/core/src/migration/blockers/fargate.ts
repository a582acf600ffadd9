import { valueOf } from '../../model/observation';
import type { Blocker } from '../types';

/** Set by EKS on what it schedules to Fargate. Source: "Get started with AWS Fargate for your cluster", EKS User Guide. */
const FARGATE_LABEL = 'eks.amazonaws.com/fargate-profile';

/** The agent runs on no Fargate node. */
export const fargate: Blocker = ({ to, pods }) => {
  const there = (valueOf(pods) ?? []).filter(
    ({ labels }) => labels[FARGATE_LABEL] !== undefined,
  );
  return to === 'pod-identity' && there.length > 0
    ? [
        {
          rule: 'fargate',
          message: `EKS Pod Identity does not work on Fargate, where these pods run: ${there
            .map(({ name }) => name)
            .join(', ')}.`,
          remediation:
            'Run them on nodes of EC2, or let the service keep IRSA.',
        },
      ]
    : [];
};
