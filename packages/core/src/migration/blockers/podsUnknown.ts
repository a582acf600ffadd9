import type { Blocker } from '../types';

/** Pods that cannot be listed may need what would be removed. */
export const podsUnknown: Blocker = ({ pods }) =>
  pods.state === 'unknown'
    ? [
        {
          rule: 'pods-unknown',
          message: `Which pods need their old credentials cannot be told. ${pods.reason}`,
          remediation:
            pods.right === undefined
              ? 'Ask again once the cluster answers.'
              : `Give the backend the right to ${pods.right}.`,
        },
      ]
    : [];
