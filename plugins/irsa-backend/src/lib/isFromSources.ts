import {
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { matchesGlob, saysWhereItLeads } from '@backstage-irsa/core/ownership';

/**
 * Checks whether the origin location of an entity matches one of the sources, in which `*` stands for any text. The annotation contains the
 * registered URL as typed, but Backstage's readers resolve "/../" before they fetch. A URL that can lead elsewhere therefore matches no source.
 */
export function isFromSources(
  sources: string[],
  { metadata }: Entity,
): boolean {
  const origin = metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
  if (origin === undefined) return false;
  const isAsTyped =
    !origin.startsWith('url:') || saysWhereItLeads(origin.slice(4));
  return isAsTyped && sources.some(pattern => matchesGlob(pattern, origin));
}
