import { seenByConditions } from '../../state/seen';
import type { OperationContext, PublicContext } from '../operation';
import type { Access } from '../../state/calls';
import {
  type Fields,
  type Form,
  type InputOf,
  readInput,
} from '../protocol/fields';
import type { XmlObject } from '../protocol/xml';

/** The content of the result element; undefined if AWS returns no result element. */
type QueryResult = XmlObject | undefined;

/** An operation of a service with the query protocol. Each file holds one operation, which the service's `index.ts` lists. */
export interface QueryOperation<F extends Fields> {
  /** The name on the wire, such as `CreateRole`. */
  name: string;
  /** Whether the operation can change state, for the call log. */
  write: boolean;
  input: F;
  /** Returns the accesses that the caller needs. Absent for operations that AWS permits to everyone. */
  access?(input: InputOf<F>, context: OperationContext): Access[];
  run(
    input: InputOf<F>,
    context: OperationContext,
  ): QueryResult | Promise<QueryResult>;
}

/** An operation that AWS accepts unsigned. Its input proves the caller's identity. */
export interface PublicOperation<F extends Fields> {
  name: string;
  write: boolean;
  input: F;
  /** Returns the ID of the account that the call is about, for the call log. */
  target(input: InputOf<F>): string;
  run(input: InputOf<F>, context: PublicContext): Promise<QueryResult>;
}

/** An operation without its input type, as a service lists it. Both kinds throw `AwsError`. */
export type BoundOperation = BoundSigned | BoundPublic;

/** A {@link QueryOperation} without its input type. */
export interface BoundSigned {
  kind: 'signed';
  name: string;
  write: boolean;
  /** Reads the input, calls `authorize` for each access, and runs the operation. */
  handle(
    form: Form,
    context: OperationContext,
    authorize: (access: Access) => void,
  ): QueryResult | Promise<QueryResult>;
}

/** A {@link PublicOperation} without its input type. */
export interface BoundPublic {
  kind: 'public';
  name: string;
  write: boolean;
  /** Reads the input, passes the account that the call is about to `target`, and runs the operation. */
  handle(
    form: Form,
    context: PublicContext,
    target: (account: string) => void,
  ): Promise<QueryResult>;
}

/** Returns the context with the tags and boundaries that conditions see: new ones have a delay. */
function withConditions(context: OperationContext): OperationContext {
  const { world, caller, now } = context;
  return {
    ...context,
    caller: {
      ...caller,
      account: seenByConditions(world, caller.account, now),
    },
  };
}

/** Binds the input type of an operation, so that a service can list operations of different types. */
export function queryOperation<F extends Fields>(
  operation: QueryOperation<F>,
): BoundSigned {
  return {
    kind: 'signed',
    name: operation.name,
    write: operation.write,
    handle(form, context, authorize) {
      const input = readInput(operation.input, form);
      operation.access?.(input, withConditions(context)).forEach(authorize);
      return operation.run(input, context);
    },
  };
}

/** Binds the input type of an unsigned operation. */
export function publicOperation<F extends Fields>(
  operation: PublicOperation<F>,
): BoundPublic {
  return {
    kind: 'public',
    name: operation.name,
    write: operation.write,
    handle(form, context, target) {
      const input = readInput(operation.input, form);
      target(operation.target(input));
      return operation.run(input, context);
    },
  };
}
