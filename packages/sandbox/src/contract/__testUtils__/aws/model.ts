import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Aspect } from '../aspects';

/** The signs of an aspect in the AWS model of an operation, which the SDK carries in its types: its errors, and whether it pages. */
const SIGNS: [Aspect, RegExp][] = [
  ['not-found', /@throws \{@link (NoSuchEntity|ResourceNotFound|NotFound)Exc/],
  [
    'conflict',
    /@throws \{@link (EntityAlreadyExists|DeleteConflict|ResourceInUse)Exc/,
  ],
  ['limit', /@throws \{@link (LimitExceeded|ResourceLimitExceeded)Exc/],
  [
    'malformed',
    /@throws \{@link (InvalidInput|MalformedPolicyDocument|InvalidParameter|BadRequest|InvalidIdentityToken)Exc/,
  ],
];

/** Returns the aspects that an operation, such as `iam:CreateRole`, has according to the AWS model. */
export function modeledAspects(operation: string): Aspect[] {
  const [service, name] = operation.split(':');
  const types = join(
    dirname(require.resolve(`@aws-sdk/client-${service}/package.json`)),
    'dist-types',
  );
  const command = readFileSync(
    join(types, 'commands', `${name}Command.d.ts`),
    'utf8',
  );
  return [
    'success',
    ...SIGNS.filter(([, sign]) => sign.test(command)).map(([aspect]) => aspect),
    ...(existsSync(join(types, 'pagination', `${name}Paginator.d.ts`))
      ? (['paging'] as const)
      : []),
  ];
}
