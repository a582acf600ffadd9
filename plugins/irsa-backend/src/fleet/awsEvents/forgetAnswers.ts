import type { IrsaConfig } from '../../config/types';
import type { ObservationStore } from '../store/inventory/ObservationStore';
import { clusterScope } from '../scans/scopes';
import type { ChangedThing } from './changedBy';
import { clustersOf } from './clustersOf';

/** What scans read once an hour. */
const HOURLY = ['access-entries', 'add-on'] as const;

/** Deletes the answers about changed objects that scans would otherwise keep, so that the next scan reads them again. */
export async function forgetAnswers(
  things: ChangedThing[],
  { config, readings }: { config: IrsaConfig; readings: ObservationStore },
): Promise<void> {
  for (const thing of things) {
    if (thing.kind !== 'association' && thing.kind !== 'cluster') continue;
    for (const { name } of clustersOf(thing, config)) {
      const scope = clusterScope(name);
      if (thing.kind === 'association') {
        await readings.forget(scope, 'association', [thing.id]);
        continue;
      }
      for (const kind of HOURLY) await readings.forgetAll(scope, kind);
    }
  }
}
