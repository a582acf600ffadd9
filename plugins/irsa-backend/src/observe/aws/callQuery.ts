import { InvalidResponseError } from '@backstage-irsa/core/model';
import { call, CallError, type Answer, type JsonService } from './callJson';

const ENTITIES: Record<string, string> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  quot: '"',
};

/** Decodes the entities in the text of an element without child elements. */
function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (_, hex?: string, decimal?: string, name = '') => {
      if (name !== '') return ENTITIES[name] ?? '';
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

function elementIn(text: string, name: string): string {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text);
  return unescaped(found?.[1] ?? '');
}

const ENTRY =
  /<entry>\s*<key>([^<]*)<\/key>\s*<value>([^<]*)<\/value>\s*<\/entry>/g;

/** Matches an element without child elements. */
const ELEMENT = /<(\w+)>([^<]*)<\/\1>/g;

function pairsIn({ status, text }: Answer, pair: RegExp, root: string): object {
  if (status >= 300) {
    throw new CallError(
      elementIn(text, 'Code'),
      elementIn(text, 'Message'),
      status,
    );
  }
  if (!text.includes(root)) throw new InvalidResponseError('no XML');
  return Object.fromEntries(
    [...text.matchAll(pair)].map(([, key, value]) => [
      unescaped(key),
      unescaped(value),
    ]),
  );
}

/**
 * Calls an operation that answers with a map of strings. Only that map is read from the XML.
 *
 * Source: "AWS Query protocol", Smithy.
 */
export function queryEntries(
  service: JsonService,
  parameters: Record<string, string>,
): Promise<object> {
  return call(
    service,
    {
      ...{ method: 'POST', path: '/' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(parameters).toString(),
    },
    answer => pairsIn(answer, ENTRY, 'Response'),
  );
}

/** Reads the elements of a flat XML document by path. Source: "AWS restXml protocol", Smithy. */
export function getElements(
  service: JsonService,
  path: string,
  headers: Record<string, string>,
): Promise<object> {
  return call(service, { method: 'GET', path, headers }, answer =>
    pairsIn(answer, ELEMENT, 'Configuration'),
  );
}
