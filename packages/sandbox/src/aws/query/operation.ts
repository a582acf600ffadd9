import { withSeenTags } from '../../state/seen';
import type { OperationContext, PublicContext } from '../operation';
import type { Access } from '../../state/calls';
import {
  type Fields,
  type Form,
  type InputOf,
  readInput,
} from '../protocol/fields';
import type { XmlObject } from '../protocol/xml';

/** What stands in the result element; undefined where AWS has no result element. */
type QueryResult = XmlObject | undefined;

/**
 * One operation of a service that speaks the query protocol. A file holds one; it is listed in the service's `index.ts`.
 */
export interface QueryOperation<F extends Fields> {
  /** As on the wire, such as `CreateRole`. */
  name: string;
  /** Whether it can change state, for the call log. */
  write: boolean;
  input: F;
  /** What the caller must be allowed to do; none for the operations that AWS lets everyone do. */
  access?(input: InputOf<F>, context: OperationContext): Access[];
  run(
    input: InputOf<F>,
    context: OperationContext,
  ): QueryResult | Promise<QueryResult>;
}

/** An operation that AWS takes unsigned: what it is given proves who asks. */
export interface PublicOperation<F extends Fields> {
  name: string;
  write: boolean;
  input: F;
  /** The account that the call is about, for the call log. */
  target(input: InputOf<F>): string;
  run(input: InputOf<F>, context: PublicContext): Promise<QueryResult>;
}

/** An operation whose input type is settled, as a service's table holds it. Both kinds throw `AwsError`. */
export type BoundOperation = BoundSigned | BoundPublic;

/** A {@link QueryOperation} with its input type settled. */
export interface BoundSigned {
  kind: 'signed';
  name: string;
  write: boolean;
  /** Reads the input, asks `authorize` for each access, runs. */
  handle(
    form: Form,
    context: OperationContext,
    authorize: (access: Access) => void,
  ): QueryResult | Promise<QueryResult>;
}

/** A {@link PublicOperation} with its input type settled. */
export interface BoundPublic {
  kind: 'public';
  name: string;
  write: boolean;
  /** Reads the input, tells `target` the account it is about, runs. */
  handle(
    form: Form,
    context: PublicContext,
    target: (account: string) => void,
  ): Promise<QueryResult>;
}

/** New tags of roles and policies count in conditions only after a while. */
function seenByConditions(context: OperationContext): OperationContext {
  const { world, caller, now } = context;
  return {
    ...context,
    caller: { ...caller, account: withSeenTags(world, caller.account, now) },
  };
}

/** Settles the input type of an operation. */
export function queryOperation<F extends Fields>(
  operation: QueryOperation<F>,
): BoundSigned {
  return {
    kind: 'signed',
    name: operation.name,
    write: operation.write,
    handle(form, context, authorize) {
      const input = readInput(operation.input, form);
      operation.access?.(input, seenByConditions(context)).forEach(authorize);
      return operation.run(input, context);
    },
  };
}

/** Settles the input type of an unsigned operation. */
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
