import {
  type Disturbance,
  InvalidDisturbanceError,
} from '../disturbances/Disturbances';
import type { World } from '../state/world';

/**
 * Sets latency, disturbances, or both, of a JSON text `{ "latencyMs": 20, "disturbances": [{ "kind": "throttle", "service": "iam", "operation": "*" }] }`;
 * an empty list ends them. Answers with what is set.
 * @throws InvalidDisturbanceError
 */
export function setDisturbances({ disturbances }: World, body: string): object {
  const sent = parse(body);
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
  return disturbances.list();
}

function parse(body: string): { latencyMs?: unknown; disturbances?: unknown } {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    throw new InvalidDisturbanceError('the body is not JSON');
  }
}
