import {
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { matchesGlob } from '@backstage-irsa/core/ownership';

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

/** GitHub shows the commits of forks under the address of the repository, by their hash. */
const OF_COMMIT = /\/(?:blob|tree|raw|edit|src)\/[0-9a-f]{7,64}(?:[/?#]|$)/i;

function saysWhereItLeads(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const typed = decoded(url);
  const read = decoded(new URL(url).href);
  return (
    typed !== undefined &&
    [typed, `${typed}/`].includes(read ?? '') &&
    // A reader can decode a second time.
    !typed.includes('%') &&
    !/[/\\]\.\.?(?:[/\\?#]|$)/.test(typed) &&
    !OF_COMMIT.test(typed)
  );
}

/** Decodes percent-encoding; undefined if it is not valid. */
function decoded(url: string): string | undefined {
  try {
    return decodeURIComponent(url);
  } catch {
    return undefined;
  }
}
