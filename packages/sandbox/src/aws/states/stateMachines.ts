import type { Access } from '../../state/calls';
import type { StateMachine } from '../../state/resources';
import { type JsonInput, optionalText, requiredText } from '../json/fields';
import { kmsText, requireKeyUse } from '../kms/keyUse';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** Returns the access for an operation on the ARN that a member names. */
export function statesAccess(
  operation: string,
  input: JsonInput,
  member: string,
): Access {
  return {
    action: `states:${operation}`,
    resource: requiredText(input, member),
  };
}

/** Returns the state machine with this ARN. Throws `StateMachineDoesNotExist`. */
export function requireStateMachine(
  { world }: OperationContext,
  arn: string,
): StateMachine {
  const machine = world.resources.get(arn);
  if (machine?.kind === 'state-machine') return machine;
  throw new AwsError(
    'StateMachineDoesNotExist',
    400,
    `State Machine Does Not Exist: '${arn}'`,
  );
}

/**
 * Whether the answer contains data. If the state machine has a KMS key, the caller must then be able to decrypt with it.
 *
 * Source: "Data at rest encryption in Step Functions", section "Required permissions for API callers", AWS Step Functions Developer Guide.
 *
 * @throws AwsError `KmsAccessDeniedException`
 */
export function includesData(
  context: OperationContext,
  machine: StateMachine,
  input: JsonInput,
): boolean {
  if (optionalText(input, 'includedData') === 'METADATA_ONLY') return false;
  requireKeyUse(
    context,
    {
      service: 'states',
      resource: machine,
      encryptionContext: { 'aws:states:stateMachineArn': machine.arn },
      refused: error =>
        new AwsError(
          error.code === 'AccessDeniedException'
            ? 'KmsAccessDeniedException'
            : 'KmsInvalidStateException',
          400,
          kmsText(error),
        ),
    },
    ['kms:Decrypt'],
  );
  return true;
}
