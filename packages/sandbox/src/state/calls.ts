/** What a request asks permission for. */
export interface Access {
  /** Such as `iam:CreateRole`. */
  action: string;
  /** ARN the action works on, or `*`. */
  resource: string;
  /** How AWS's refusal names the resource, where it is not the ARN. */
  shownResource?: string;
  /** Condition keys of the action, such as `iam:PolicyARN`; those of every request are added. */
  context?: Record<string, string | string[]>;
}

/** One call that the sandbox answered. */
export interface Call {
  at: Date;
  /** `iam`, `sts`, `eks`, `eks-auth`, `s3`, or `kubernetes`. */
  service: string;
  /** The AWS operation, such as `CreateRole`, or the Kubernetes verb and resource, such as `create serviceaccounts`. */
  operation: string;
  /** ARN of the AWS principal, or Kubernetes user name; null for an unsigned call. */
  caller: string | null;
  /** Whether the operation can change state; token requests, reviews and dry runs do not. */
  write: boolean;
  /** The AWS account, or the cluster. */
  target: string;
  status: number;
  /**
   * What the caller needed a permission to, in this order; none for a call that everyone may make. Of Kubernetes the operation, and as its resource the
   * namespace, which is empty for the whole cluster.
   */
  accesses?: Access[];
  /** What the client calls itself; absent when it does not. */
  userAgent?: string;
}

/** What was asked of the sandbox, oldest first; the last 100,000 calls are kept. */
export class CallLog {
  readonly #calls: Call[] = [];
  #dropped = 0;

  /** How many calls were ever logged, those that are no longer kept among them. */
  get count(): number {
    return this.#dropped + this.#calls.length;
  }

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > 100_000) {
      this.#drop(10_000);
    }
  }

  /** The calls after a place in the log, as `count` gave it. */
  since(place: number): Call[] {
    return this.#calls.slice(Math.max(0, place - this.#dropped));
  }

  all(): readonly Call[] {
    return this.#calls;
  }

  clear(): void {
    this.#drop(this.#calls.length);
  }

  #drop(calls: number): void {
    this.#calls.splice(0, calls);
    this.#dropped += calls;
  }
}
