import { setTimeout as sleep } from 'node:timers/promises';
import { wildcardPattern } from '../aws/protocol/wildcards';

const NAMES = [
  'throttle',
  'fail',
  'cut-off',
  'break-off',
  'expired-credentials',
  'wrong-clock',
  'denied',
  'admission-policy',
  'conflict',
  'expired-list',
  'hang',
  'delay',
] as const;

/**
 * How a call is disturbed: an error or broken connection of `kinds`, no response, or a delayed response.
 *
 * @public
 */
export type DisturbanceKind = (typeof NAMES)[number];

/** The disturbances that the server of the call must carry out. */
export type ServedKind = Exclude<DisturbanceKind, 'hang' | 'delay'>;

/**
 * A disturbance of some calls.
 *
 * @public
 */
export interface Disturbance {
  kind: DisturbanceKind;
  /** The service name as in the call log, such as `iam` or `kubernetes`. `*` and `?` are wildcards. */
  service: string;
  /** The operation name as in the call log, such as `CreateRole` or `list pods`. `*` and `?` are wildcards. */
  operation: string;
  /** The ID or name of the account or cluster whose calls are disturbed. All if missing. A call without a signature belongs to no account. */
  place?: string;
  /** The duration of a delay, in milliseconds. */
  milliseconds?: number;
  /** The share of the calls to disturb, spread evenly: 0.25 means every fourth. Default 1. */
  rate?: number;
  /** The maximum number of calls to disturb. No limit if missing. */
  count?: number;
  /** The number of calls in each second to leave undisturbed. Default 0. */
  spared?: number;
}

/** Thrown if the values are not valid disturbances. The message names the field and the rule. */
export class InvalidDisturbanceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidDisturbanceError';
  }
}

/** The facts of a call that decide which disturbances apply to it. */
interface MetCall {
  service: string;
  operation: string;
  /** The account or cluster that the call addresses. Undefined for none. */
  place: string | undefined;
}

interface Standing {
  disturbance: Disturbance;
  service: RegExp;
  operation: RegExp;
  /** The accumulated share of the next call to disturb. */
  due: number;
  hits: number;
  /** The last second in which calls were spared, and how many. */
  sparing: { second: number; calls: number };
}

/** Disturbs the sandbox's responses, for drills and measurements. */
export class Disturbances {
  #latencyMs = 0;
  #standing: Standing[] = [];

  /** Sets the latency of every AWS and Kubernetes response, in milliseconds. @throws InvalidDisturbanceError */
  setLatency(milliseconds: number): void {
    requireNumber('latencyMs', milliseconds, 0, 60_000);
    this.#latencyMs = milliseconds;
  }

  /** Replaces all disturbances. @throws InvalidDisturbanceError, in which case nothing changes */
  replace(disturbances: Disturbance[]): void {
    disturbances.forEach(check);
    this.#standing = disturbances.map(disturbance => ({
      disturbance,
      service: wildcardPattern(disturbance.service, 'i'),
      operation: wildcardPattern(disturbance.operation, 'i'),
      due: 0,
      hits: 0,
      sparing: { second: 0, calls: 0 },
    }));
  }

  /** Returns the settings, and how many calls each disturbance has affected. */
  list(): {
    latencyMs: number;
    disturbances: (Disturbance & { hits: number })[];
  } {
    return {
      latencyMs: this.#latencyMs,
      disturbances: this.#standing.map(({ disturbance, hits }) => ({
        ...disturbance,
        hits,
      })),
    };
  }

  /**
   * Waits for the delays that apply to a call, or forever if it must hang. Returns the disturbance that the server must carry out, from the first one
   * that matches.
   */
  async meet(call: MetCall): Promise<ServedKind | undefined> {
    const met = this.#standing.filter(standing => isHit(standing, call));
    const delays = met.map(({ disturbance }) =>
      disturbance.kind === 'delay' ? disturbance.milliseconds ?? 0 : 0,
    );
    const wait = delays.reduce((sum, delay) => sum + delay, this.#latencyMs);
    if (wait > 0) {
      await sleep(wait);
    }
    const [kind] = met.flatMap(({ disturbance }) =>
      disturbance.kind === 'delay' ? [] : disturbance.kind,
    );
    return kind === 'hang' ? new Promise(() => {}) : kind;
  }
}

function isHit(standing: Standing, call: MetCall): boolean {
  const { rate = 1, count = Infinity, place } = standing.disturbance;
  if (
    standing.hits >= count ||
    !standing.service.test(call.service) ||
    !standing.operation.test(call.operation) ||
    (place !== undefined && place !== call.place) ||
    isSpared(standing)
  ) {
    return false;
  }
  standing.due += rate;
  if (standing.due < 1) {
    return false;
  }
  standing.due -= 1;
  standing.hits += 1;
  return true;
}

/** Checks whether a call is left undisturbed, and counts it. */
function isSpared({ sparing, disturbance }: Standing): boolean {
  const second = Math.floor(Date.now() / 1000);
  if (sparing.second !== second) {
    Object.assign(sparing, { second, calls: 0 });
  }
  sparing.calls += 1;
  return sparing.calls <= (disturbance.spared ?? 0);
}

function check(disturbance: Disturbance): void {
  const { kind, service, operation, milliseconds, rate, count } = disturbance;
  const { place, spared } = disturbance;
  if (!NAMES.includes(kind)) {
    throw new InvalidDisturbanceError(
      `kind must be one of ${NAMES.join(', ')}`,
    );
  }
  for (const [name, value] of Object.entries({ service, operation })) {
    if (typeof value !== 'string' || value === '') {
      throw new InvalidDisturbanceError(`${name} must be a string`);
    }
  }
  if (kind === 'delay') {
    requireNumber('milliseconds', milliseconds, 1, 60_000);
  }
  if (rate !== undefined) {
    requireNumber('rate', rate, 0.001, 1);
  }
  if (count !== undefined) {
    requireNumber('count', count, 1, 1_000_000);
  }
  if (spared !== undefined) {
    requireNumber('spared', spared, 1, 1_000_000);
  }
  if (place !== undefined && typeof place !== 'string') {
    throw new InvalidDisturbanceError('place must be a string');
  }
}

function requireNumber(
  name: string,
  value: unknown,
  least: number,
  most: number,
): void {
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    throw new InvalidDisturbanceError(
      `${name} must be a number from ${least} to ${most}`,
    );
  }
}
