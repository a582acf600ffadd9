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

/** One request on its way to an answer, and what the call log will say of it. */
export class Exchange {
  readonly requestId: string = randomUUID();
  operation = 'unknown';
  write = false;
  /** What happens to its connection. */
  breaks?: Breakage;
  caller: string | null = null;
  /** The account. */
  target = '';
  readonly #accesses: Access[] = [];
  /** The role whose session signed, and in which region. */
  #session?: { role: IamRole; region: string };

  constructor(
    readonly world: World,
    readonly service: string,
    readonly request: HttpRequest,
  ) {}

  /**
   * Notes which operation it is, and lets happen to it what is to disturb it.
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
   * Verifies the signature and stamps the role's last use, of the service too.
   * @param refusal - a refused signature in the service's words
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

  /** Writes the call into the log, and stamps the action's last use: that which the caller's policies were asked about first. */
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
