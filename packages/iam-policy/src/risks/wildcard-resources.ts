import type { ResourcePattern } from '../compare/statements';
import type { StatementResources } from '../compare/unlimited';
import type { Resources } from '../effective/resources';
import { splitTokens } from '../match/arn';
import { parseTemplate, type Token } from '../match/template';

/**
 * Returns what a statement says about resources of types with the given ARN formats, without the patterns whose names are limited: they are not what
 * makes a permission broad, and comparing them would take long. A policy variable stands for one name, but for any partition, region, or account.
 */
export function wildcardResources(
  resources: Resources[],
  formats: readonly string[],
): StatementResources[] {
  const types = formats.join('\n');
  const open = (text: string) => openPatterns(text, types);
  const listed = resources.flatMap(item =>
    item.kind === 'matching' ? open(item.text) : [],
  );
  const excluding = resources.flatMap(item =>
    item.kind === 'all-but'
      ? {
          isNotResource: true,
          resources: item.patterns.flatMap(({ text }) => open(text)),
        }
      : [],
  );
  return listed.length > 0
    ? [{ isNotResource: false, resources: listed }, ...excluding]
    : excluding;
}

function openPatterns(text: string, types: string): ResourcePattern[] {
  const tokens = parseTemplate(text, { wildcards: true, variables: true });
  const [start, partition, service, region, account, name] =
    splitTokens(tokens);
  if (name && isLimited(name, types)) return [];
  const place = [partition, service, region, account].map(part =>
    part?.map(anyForVariable),
  );
  const open = name ? joined([start, ...place, name]) : tokens;
  if (open.some(({ kind }) => kind === 'variable')) return [];
  return [
    {
      ...{ text, meaning: text, tokens: open },
      isAll: open.every(({ kind }) => kind === 'any'),
      hasVariables: false,
    },
  ];
}

/** A text that hardly any names contain, unless it is part of the type. */
const FIXED = /[A-Za-z0-9]{4,}/g;

/** Checks whether a pattern for names matches one name, or only names with a fixed text. */
function isLimited(name: Token[], types: string): boolean {
  return (
    name.every(({ kind }) => kind === 'text') ||
    name.some(
      token =>
        token.kind === 'text' &&
        (token.text.match(FIXED) ?? []).some(text => !types.includes(text)),
    )
  );
}

function anyForVariable(token: Token): Token {
  return token.kind === 'variable' ? { kind: 'any' } : token;
}

function joined(parts: Token[][]): Token[] {
  const colon: Token = { kind: 'text', text: ':' };
  return parts.flatMap((part, at) => (at > 0 ? [colon, ...part] : part));
}
