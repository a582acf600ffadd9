/**
 * Evaluates AWS IAM policies: parse, decide one request, summarise a principal.
 *
 * @packageDocumentation
 */
export * from './document/types';
export * from './evaluate/types';
export * from './summary/types';
export * from './risks/types';
