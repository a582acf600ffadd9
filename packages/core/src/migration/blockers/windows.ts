import { valueOf } from '../../model/observation';
import type { Blocker } from '../types';

/** The agent runs on no Windows node. */
export const windows: Blocker = ({ to, pods }) => {
  const there = (valueOf(pods) ?? []).filter(({ os }) => os === 'windows');
  return to === 'pod-identity' && there.length > 0
    ? [
        {
          rule: 'windows',
          message: `EKS Pod Identity does not work on Windows, which these pods need: ${there
            .map(({ name }) => name)
            .join(', ')}.`,
          remediation: 'Let the service keep IRSA.',
        },
      ]
    : [];
};
