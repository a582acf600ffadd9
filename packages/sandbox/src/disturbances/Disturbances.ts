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
 * What happens to a call: a refusal or a broken connection of `kinds`, no answer, or one that comes late.
 *
 * @public
 */
export type DisturbanceKind = (typeof NAMES)[number];

/** What the server that answers the call has to bring about. */
export type ServedKind = Exclude<DisturbanceKind, 'hang' | 'delay'>;

/**
 * Disturbs some calls.
 *
 * @public
 */
export interface Disturbance {
  kind: DisturbanceKind;
  /** As the call log names it, such as `iam` or `kubernetes`; `*` and `?` are wildcards. */
  service: string;
  /** As the call log names it, such as `CreateRole` or `list pods`; `*` and `?` are wildcards. */
  operation: string;
  /** Of which account or cluster, by its id or name; without it of all. A call without a signature is of no account. */
  place?: string;
  /** Of a delay. */
  milliseconds?: number;
  /** Which share of the calls, spread evenly: with 0.25 every fourth. Default 1. */
  rate?: number;
  /** How many calls at most; without it no end. */
  count?: number;
  /** How many calls of each second are left alone. Default 0. */
  spared?: number;
}

/** What was sent are no disturbances; the message says which field breaks which rule. */
export class InvalidDisturbanceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidDisturbanceError';
  }
}

/** A call, as disturbances tell which they are meant for. */
interface MetCall {
  service: string;
  operation: string;
  /** The account or cluster that is asked; undefined for none. */
  place: string | undefined;
}

interface Standing {
  disturbance: Disturbance;
  service: RegExp;
  operation: RegExp;
  /** The part of a call that is due. */
  due: number;
  hits: number;
  /** The second in which calls were last spared, and how many. */
  sparing: { second: number; calls: number };
}

/** How the sandbox's answers are made worse than they need be, for drills and measurements. */
export class Disturbances {
  #latencyMs = 0;
  #standing: Standing[] = [];

  /** In milliseconds, of every answer of AWS and Kubernetes. @throws InvalidDisturbanceError */
  setLatency(milliseconds: number): void {
    requireNumber('latencyMs', milliseconds, 0, 60_000);
    this.#latencyMs = milliseconds;
  }

  /** Puts these in the place of all that there were. @throws InvalidDisturbanceError, and then nothing has changed */
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

  /** What is set, and how many calls each has disturbed. */
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

  /** Waits as long as the call is to wait, for ever where it is not to be answered, and says what else is to happen to it: that of the first that is meant for it. */
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

/** Whether this second still has a call that is left alone, which this one then takes. */
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
      throw new InvalidDisturbanceError(`${name} must be a text`);
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
    throw new InvalidDisturbanceError('place must be a text');
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
