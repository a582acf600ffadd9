import type { Page } from '../protocol/page';
import type { XmlObject } from '../protocol/xml';

/** Returns the fields `IsTruncated` and `Marker` of a list answer. */
export function pageXml(shown: Page<unknown>): XmlObject {
  return { IsTruncated: shown.marker !== undefined, Marker: shown.marker };
}
