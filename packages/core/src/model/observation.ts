/** What one read said. `unknown` is never taken for present or absent. */
export type Observation<T> =
  | { state: 'found'; value: T }
  | { state: 'absent' }
  | {
      state: 'unknown';
      /** Why it could not be read, as a sentence. */
      reason: string;
      /** The missing permission, such as `iam:GetRole` or `list pods`, when that is why. */
      right?: string;
      /** What to do, without a full stop, when granting that right is not enough. */
      remediation?: string;
    };

/** A read that found something. */
export function found<T>(value: T): Observation<T> {
  return { state: 'found', value };
}

/** A read that found nothing. */
export function absent<T>(): Observation<T> {
  return { state: 'absent' };
}

/** A read that gave no answer. */
export function unknown<T>(
  reason: string,
  right?: string,
  remediation?: string,
): Observation<T> {
  return {
    ...{ state: 'unknown', reason },
    ...(right !== undefined && { right }),
    ...(remediation !== undefined && { remediation }),
  };
}

/** How to let the backend read it, without a full stop; undefined when it is not refused. */
export function howToAllow({
  right,
  remediation,
}: Pick<
  Extract<Observation<unknown>, { state: 'unknown' }>,
  'right' | 'remediation'
>): string | undefined {
  const grant = right === undefined ? undefined : `Grant the backend ${right}`;
  return remediation ?? grant;
}

/** The value, when there is one. */
export function valueOf<T>(observation: Observation<T>): T | undefined {
  return observation.state === 'found' ? observation.value : undefined;
}
