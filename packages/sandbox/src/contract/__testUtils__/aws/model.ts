import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Aspect } from '../aspects';

/** What AWS's own model says of an operation, as the SDK carries it in its types: the errors that it has, and whether it pages. */
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

/** The aspects that an operation such as `iam:CreateRole` has by AWS's model. */
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
