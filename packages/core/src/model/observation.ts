/** The result of one read. `unknown` never counts as present or absent. */
export type Observation<T> =
  | { state: 'found'; value: T }
  | { state: 'absent' }
  | {
      state: 'unknown';
      /** Why the read failed, as a sentence. */
      reason: string;
      /** The missing permission, such as `iam:GetRole` or `list pods`, if that is the reason. */
      right?: string;
      /** The remediation, without a full stop, if granting the permission is not enough. */
      remediation?: string;
      /** Whether the Kubernetes API did not accept the backend's identity (401). */
      isRejected?: true;
    };

/** Returns the observation of a read that found a value. */
export function found<T>(value: T): Observation<T> {
  return { state: 'found', value };
}

/** Returns the observation of a read that found nothing. */
export function absent<T>(): Observation<T> {
  return { state: 'absent' };
}

/** Returns the observation of a read that failed. */
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

/** Returns how to allow the backend the read, without a full stop; undefined if no permission is missing and no remediation is known. */
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

/** Returns the observed value; undefined if none was found. */
export function valueOf<T>(observation: Observation<T>): T | undefined {
  return observation.state === 'found' ? observation.value : undefined;
}
