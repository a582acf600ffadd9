import type { RequestGuardrail } from './types';

/** The audiences that tokens may have. Each becomes a client ID of the OIDC provider, which the whole account shares, and stays one. */
export const audiences: RequestGuardrail = ({ guardrails, spec }) => {
  const { audience, mechanism } = spec;
  // EKS Pod Identity has no audience to choose, which is a rule of its own.
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
