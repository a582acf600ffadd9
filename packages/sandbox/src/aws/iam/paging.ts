import type { Page } from '../protocol/page';
import type { XmlObject } from '../protocol/xml';

/** `IsTruncated` and `Marker` of a list's answer. */
export function pageXml(shown: Page<unknown>): XmlObject {
  return { IsTruncated: shown.marker !== undefined, Marker: shown.marker };
}
