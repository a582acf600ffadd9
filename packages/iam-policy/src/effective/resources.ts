import { arnGlobOf, edged, type EdgedGlob } from '../match/overlap';
import { parseTemplate } from '../match/template';

/** The resources that a pattern matches. */
export interface Matching extends EdgedGlob {
  kind: 'matching';
  text: string;
  /** The service name that every matching ARN has. Undefined if there can be several. */
  service?: string;
  /** Whether the pattern matches everything, such as `*`. */
  all: boolean;
}

/** The resources that none of the patterns matches. */
export interface AllBut {
  kind: 'all-but';
  patterns: Matching[];
}

/** A set of AWS resources, as a policy names them. */
export type Resources = Matching | AllBut;

/** The set of all resources. */
export const EVERYTHING = matching('*', false);

/** Returns the resources that a text without variables matches: one resource, or more if the text has wildcards. */
export function literalResource(text: string): Resources {
  return matching(text, false);
}

/** Creates the set of resources that a policy pattern matches. */
export function matching(text: string, variables: boolean): Matching {
  const tokens = parseTemplate(text, { wildcards: true, variables });
  return {
    kind: 'matching',
    text,
    ...edged(arnGlobOf(text, tokens)),
    service: serviceIn(text),
    all: tokens.length > 0 && tokens.every(({ kind }) => kind === 'any'),
  };
}

/** Checks quickly whether a pattern can match resources of a service, given its name in ARNs. False is always correct. */
export function mayBeOf(pattern: string, service: string): boolean {
  const only = serviceIn(pattern);
  return only === undefined || only === service;
}

/** Returns the service name that every ARN has that a pattern matches. Undefined if there can be several. */
function serviceIn(pattern: string): string | undefined {
  const [head, partition, service = '*'] = pattern.split(':', 3);
  return [head, partition, service].some(part => /[*?$]/.test(part ?? '*'))
    ? undefined
    : service;
}

/** Formats the resources for display. */
export function textOf(resources: Resources): string {
  return resources.kind === 'matching'
    ? resources.text
    : `everything but ${resources.patterns
        .map(({ text }) => text)
        .join(' and ')}`;
}

/** Checks whether the set contains all resources. */
export function isEverything(resources: Resources): boolean {
  return resources.kind === 'matching' && resources.all;
}
