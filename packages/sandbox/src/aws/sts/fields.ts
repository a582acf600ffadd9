import { validationError } from '../protocol/error';
import { integer, list, optional, structure, text } from '../protocol/fields';

/** The fields that both AssumeRole operations share. */
export const assumeRoleFields = {
  RoleArn: text({ min: 20, max: 2048 }),
  RoleSessionName: text({ min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ }),
  DurationSeconds: optional(integer({ min: 900, max: 43_200 })),
  Policy: optional(text({ min: 1, max: 2048 })),
  PolicyArns: list(structure({ arn: text({ min: 20, max: 2048 }) }), {
    max: 10,
  }),
};

/** Throws `ValidationError` if the text is not a role ARN. */
export function checkRoleArn(arn: string): void {
  if (!/^arn:(aws[a-z-]*):iam::\d{12}:role\/[\u0021-\u007E]+$/.test(arn)) {
    throw validationError('Request ARN is invalid');
  }
}
