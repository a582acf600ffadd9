/** What an operation of an XML protocol answers. */
type XmlValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | XmlValue[]
  | ReadonlyMap<string, string | number>
  | XmlObject;

/** Elements in their order; an undefined value is left out. */
export interface XmlObject {
  [element: string]: XmlValue;
}

/**
 * How a list is written: `member` is `<Names><member/><member/></Names>` (the query protocol), `item` the same with that
 * name (EC2), `flat` is `<Name/><Name/>` (S3).
 */
export type ListStyle = 'member' | 'item' | 'flat';

/** Writes the elements of an object, without one around them. */
export function elements(object: XmlObject, style: ListStyle): string {
  return Object.entries(object)
    .map(([name, value]) => element(name, value, style))
    .join('');
}

function element(name: string, value: XmlValue, style: ListStyle): string {
  if (value === undefined) {
    return '';
  }
  if (Array.isArray(value) && style === 'flat') {
    return value.map(entry => element(name, entry, style)).join('');
  }
  return `<${name}>${content(value, style)}</${name}>`;
}

function content(
  value: Exclude<XmlValue, undefined>,
  style: ListStyle,
): string {
  if (Array.isArray(value)) {
    return value.map(entry => element(style, entry, style)).join('');
  }
  if (value instanceof Map) {
    return [...value]
      .map(
        ([key, entry]) =>
          `<entry><key>${escapeXml(key)}</key><value>${escapeXml(
            String(entry),
          )}</value></entry>`,
      )
      .join('');
  }
  if (value instanceof Date) {
    return style === 'flat'
      ? value.toISOString()
      : value.toISOString().replace(/\.\d{3}Z$/, 'Z');
  }
  if (typeof value === 'object') {
    return elements(value as XmlObject, style);
  }
  return escapeXml(String(value));
}

/** Escapes text for an XML element; a carriage return is written as a reference, else parsers change it. */
export function escapeXml(value: string): string {
  return value
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#xD;');
}
