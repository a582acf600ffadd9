import { randomUUID } from 'node:crypto';
import type { HttpRequest } from '../server/http';
import type { IamRole } from '../state/account';
import type { World } from '../state/world';
import {
  authenticate,
  namedAccount,
  SignatureError,
  type SignedRequest,
} from './access/authenticate';
import type { Breakage } from '../disturbances/kind';
import { KINDS } from '../disturbances/kinds';
import type { OperationContext } from './operation';
import type { Access } from '../state/calls';
import type { AwsError } from './protocol/error';

/** A request that is being processed, and the data about it for the call log. */
export class Exchange {
  readonly requestId: string = randomUUID();
  operation = 'unknown';
  write = false;
  /** The point at which the connection breaks, if a disturbance breaks it. */
  breaks?: Breakage;
  caller: string | null = null;
  /** The ID of the account that the call is about. */
  target = '';
  readonly #accesses: Access[] = [];
  /** The role whose session signed the request, and the region that it was signed for. */
  #session?: { role: IamRole; region: string };

  constructor(
    readonly world: World,
    readonly service: string,
    readonly request: HttpRequest,
  ) {}

  /**
   * Records the operation, and applies the disturbances that are set for the call.
   * @throws AwsError
   */
  async began(operation: { name: string; write: boolean }): Promise<void> {
    this.operation = operation.name;
    this.write = operation.write;
    const name = await this.world.disturbances.meet({
      service: this.service,
      operation: operation.name,
      place: namedAccount(this.world, this.request),
    });
    const met = name && KINDS[name];
    const refusal = met?.aws?.(this.service);
    if (refusal) {
      throw refusal;
    }
    this.breaks = met?.breaks;
  }

  /**
   * Verifies the signature, and updates the role's last use, in general and of this service.
   * @param refusal - converts a rejected signature into an error of the service
   * @throws AwsError
   */
  sign(refusal: (error: SignatureError) => AwsError): {
    signed: SignedRequest;
    context: OperationContext;
  } {
    const { world } = this;
    const signed = this.#authenticate(refusal);
    const { caller, signature } = signed;
    const now = world.now();
    this.caller = caller.arn;
    this.target = caller.account.id;
    if (caller.kind === 'session') {
      const use = { at: now, region: signature.region };
      caller.role.lastUsed = use;
      caller.role.serviceUse ??= new Map();
      caller.role.serviceUse.set(this.service, use);
      this.#session = { role: caller.role, region: signature.region };
    }
    return {
      signed,
      context: {
        world,
        caller,
        region: signature.region,
        now,
        accesses: this.#accesses,
      },
    };
  }

  #authenticate(refusal: (error: SignatureError) => AwsError): SignedRequest {
    try {
      return authenticate(this.world, this.request);
    } catch (error) {
      if (error instanceof SignatureError) {
        throw refusal(error);
      }
      throw error;
    }
  }

  /** Adds the call to the call log, and updates the role's last use of an action: the first action that was checked. */
  ended(status: number): void {
    const at = this.world.now();
    const [access] = this.#accesses;
    if (this.#session && access) {
      const { role, region } = this.#session;
      role.actionUse ??= new Map();
      role.actionUse.set(access.action, { at, region });
    }
    const userAgent = this.request.headers.get('user-agent');
    this.world.calls.add({
      at,
      service: this.service,
      operation: this.operation,
      caller: this.caller,
      write: this.write,
      target: this.target,
      status,
      ...(this.#accesses.length > 0 && { accesses: this.#accesses }),
      ...(userAgent !== undefined && { userAgent }),
    });
  }
}
