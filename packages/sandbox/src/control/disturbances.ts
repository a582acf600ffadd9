import {
  type Disturbance,
  InvalidDisturbanceError,
} from '../disturbances/Disturbances';
import type { PropagationDelays } from '../state/propagation';
import type { World } from '../state/world';

/**
 * Sets the given fields of a JSON text
 * `{ "latencyMs": 20, "propagationMs": { "reads": 10000, "trust": 45000, "tags": 10000, "associations": 2000 },`
 * `"disturbances": [{ "kind": "throttle", "service": "iam", "operation": "*" }] }`.
 * An empty `disturbances` list ends all disturbances. Returns the resulting settings.
 * @throws InvalidDisturbanceError
 */
export function setDisturbances(
  { disturbances, propagation }: World,
  body: string,
): object {
  const sent = parse(body);
  if (sent.propagationMs !== undefined) {
    propagation.set(readDelays(sent.propagationMs, propagation.delays));
  }
  if (sent.disturbances !== undefined) {
    if (!Array.isArray(sent.disturbances)) {
      throw new InvalidDisturbanceError('disturbances must be a list');
    }
    disturbances.replace(
      sent.disturbances.map((each: Partial<Disturbance> | null) => ({
        ...each,
      })) as Disturbance[],
    );
  }
  if (sent.latencyMs !== undefined) {
    disturbances.setLatency(sent.latencyMs as number);
  }
  return { ...disturbances.list(), propagationMs: propagation.delays };
}

const LONGEST_MS = 600_000;

function readDelays(
  sent: unknown,
  known: PropagationDelays,
): Partial<PropagationDelays> {
  const delays = Object.entries(
    typeof sent === 'object' && sent !== null ? sent : { propagationMs: sent },
  );
  for (const [name, value] of delays) {
    if (!(name in known) || !(value >= 0 && value <= LONGEST_MS)) {
      throw new InvalidDisturbanceError(
        `propagationMs.${name} must be one of ${Object.keys(known).join(
          ', ',
        )}, from 0 to ${LONGEST_MS}`,
      );
    }
  }
  return Object.fromEntries(delays);
}

function parse(body: string): {
  latencyMs?: unknown;
  propagationMs?: unknown;
  disturbances?: unknown;
} {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    throw new InvalidDisturbanceError('the body is not JSON');
  }
}
