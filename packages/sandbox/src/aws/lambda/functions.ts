import type { Access } from '../../state/calls';
import type { LambdaFunction } from '../../state/resources';
import type { EksInput } from '../eks/operation';
import { placeOf, resourceArn } from '../newResource';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** Returns the ARN of a function, from its name or ARN. */
export function functionArn(name: string, context: OperationContext): string {
  return name.startsWith('arn:')
    ? name
    : resourceArn(placeOf(context), { kind: 'function', name });
}

/** Returns the access for an action on the function that the path names. */
export function functionAccess(
  operation: string,
  { path }: EksInput,
  context: OperationContext,
): Access {
  return {
    action: `lambda:${operation}`,
    resource: functionArn(path.name, context),
  };
}

/** Returns the function that the path names. Throws `ResourceNotFoundException`. */
export function requireFunction(
  { path }: EksInput,
  context: OperationContext,
): LambdaFunction {
  const arn = functionArn(path.name, context);
  const found = context.world.resources.get(arn);
  if (found?.kind === 'function') return found;
  throw new AwsError(
    'ResourceNotFoundException',
    404,
    `Function not found: ${arn}`,
  );
}

/** Returns a text field of the body. Throws `InvalidParameterValueException` if there is none. */
export function requiredText({ body }: EksInput, name: string): string {
  const value = body[name];
  if (typeof value === 'string') return value;
  throw new AwsError(
    'InvalidParameterValueException',
    400,
    `${name} is missing`,
  );
}
