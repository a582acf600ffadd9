import { handMadeFleet } from './handMade';
import { startFleetHost, type FleetHost } from './host';

let started: Promise<FleetHost> | undefined;
let stories = 0;

/** Returns a host with the hand-made fleet for all stories of a test file: it starts for the first story and stops after the last. */
export function handMadeHost(): () => FleetHost {
  let host: FleetHost;
  stories += 1;
  beforeAll(async () => {
    started ??= startFleetHost(handMadeFleet().rows);
    host = await started;
  });
  afterAll(async () => {
    stories -= 1;
    if (stories > 0) return;
    started = undefined;
    await host?.stop();
  });
  return () => host;
}
