import type { VerificationWords } from './verificationWords';
import type { Zod } from './zod';

/** The output of an action that verifies. */
export const verificationOutput = {
  verificationStatus: (z: Zod) =>
    z.enum(['verified', 'degraded', 'broken', 'unknown'], {
      description:
        'The status from the checks alone, for conditions of later steps. For people, use status.',
    }),
  status: (z: Zod) =>
    z.enum(
      [
        'Verified',
        'Checks pass',
        'Proved before the last change',
        'Settling',
        'Degraded',
        'Broken',
        'Unknown',
      ],
      {
        description:
          'The status from checks and proof together. Verified means proved, with all checks passed.',
      },
    ),
  proof: (z: Zod) =>
    z.string({
      description:
        'The response of AWS STS to the last token exchange, such as `Proved by token exchange at 2026-11-24 12:00:00 UTC: …`.',
    }),
  health: (z: Zod) =>
    z.string({
      description:
        'The result of the checks, such as `All checks pass` or `Broken at trust-policy: …`.',
    }),
  use: (z: Zod) =>
    z.string({
      description:
        'How many pods run with the role, such as `Not in use` or `3 of 3 pods use the role`.',
    }),
  nextSteps: (z: Zod) =>
    z.array(z.string(), {
      description:
        'The next steps for people, as sentences in Markdown, such as to restart pods. Empty if the service can use its role.',
    }),
};

/** Outputs all values. */
export function putOutVerification(
  words: VerificationWords,
  output: <Name extends keyof VerificationWords>(
    name: Name,
    value: VerificationWords[Name],
  ) => void,
): void {
  output('verificationStatus', words.verificationStatus);
  output('status', words.status);
  output('proof', words.proof);
  output('health', words.health);
  output('use', words.use);
  output('nextSteps', words.nextSteps);
}
