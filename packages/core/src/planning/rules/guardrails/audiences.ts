import type { RequestGuardrail } from './types';

/** Allows only configured audiences of tokens. Each audience becomes a permanent client ID of the OIDC provider, which the whole account shares. */
export const audiences: RequestGuardrail = ({ guardrails, spec }) => {
  const { audience, mechanism } = spec;
  // EKS Pod Identity has no selectable audience. Another rule reports that.
  if (
    audience === undefined ||
    mechanism === 'pod-identity' ||
    guardrails.audiences.includes(audience)
  ) {
    return [];
  }
  return [
    {
      field: 'audience',
      rule: 'audience-allowed',
      message: `Audience "${audience}" is not allowed. Use ${guardrails.audiences.join(
        ' or ',
      )}, or ask an administrator to add it to irsa.guardrails.audiences.`,
    },
  ];
};
