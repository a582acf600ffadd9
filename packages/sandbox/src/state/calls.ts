/** An action on a resource for which a request needs permission. */
export interface Access {
  /** The IAM action, such as `iam:CreateRole`. */
  action: string;
  /** The ARN of the resource that the action works on, or `*`. */
  resource: string;
  /** The name of the resource in AWS's error message, if it is not the ARN. */
  shownResource?: string;
  /** The condition keys of the action, such as `iam:PolicyARN`. The global keys of every request are added to them. */
  context?: Record<string, string | string[]>;
}

/** One call that the sandbox answered. */
export interface Call {
  at: Date;
  /** The service, such as `iam`, `sts`, `eks`, `eks-auth`, `s3`, or `kubernetes`. */
  service: string;
  /** The AWS operation, such as `CreateRole`, or the Kubernetes verb and resource, such as `create serviceaccounts`. */
  operation: string;
  /** ARN of the AWS principal, or Kubernetes user name; null for an unsigned call. */
  caller: string | null;
  /** Whether the operation can change state. Token requests, reviews, and dry runs cannot. */
  write: boolean;
  /** The ID of the AWS account, or the name of the cluster. */
  target: string;
  status: number;
  /**
   * The permissions that the caller needed, in the order in which they were checked; none for a call that everyone can make. For Kubernetes: the
   * operation, with the namespace as its resource (empty for the whole cluster).
   */
  accesses?: Access[];
  /** The `User-Agent` of the client; absent if it sends none. */
  userAgent?: string;
}

/** A log of the calls to the sandbox, oldest first. It keeps at least the last 90,000 calls and at most 100,000. */
export class CallLog {
  readonly #calls: Call[] = [];
  #dropped = 0;

  /** The number of calls ever logged, including those that are no longer kept. */
  get count(): number {
    return this.#dropped + this.#calls.length;
  }

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > 100_000) {
      this.#drop(10_000);
    }
  }

  /** Returns the calls that were logged after `place`, an earlier value of `count`. */
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
