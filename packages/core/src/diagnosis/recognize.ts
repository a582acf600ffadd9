import { recognizers } from './recognizers';
import type {
  NamedParts,
  PrincipalKind,
  Recognition,
  Recognizer,
} from './types';
import { parseRoleArn } from '../arn/arn';

/** The pattern of EC2 session names, which are instance IDs. Some people redact the digits before they paste a text. */
const INSTANCE = /^i-[\w.{}<>*-]*$/;

/** Returns the kind of principal that an ARN in an error text names. */
function principalKind(
  principal: string | undefined,
  roleArn: string | null,
): PrincipalKind {
  if (principal === undefined) return 'unknown';
  if (/:user\//.test(principal)) return 'iam-user';
  const [, name, session] =
    principal.match(/assumed-role\/([^/\s]+)(?:\/(\S+))?/) ?? [];
  if (name === undefined) return 'unknown';
  const own = roleArn === null ? undefined : parseRoleArn(roleArn)?.name;
  if (name === own) return 'service-account-role';
  if (session !== undefined && INSTANCE.test(session)) return 'node-role';
  return own === undefined ? 'unknown' : 'other-role';
}

/** The maximum number of characters to show of a matched part. */
const SHOWN = 500;

/** The maximum number of different parts to recognize, because logs repeat themselves. */
const MOST = 10;

interface Match {
  recognizer: Recognizer;
  start: number;
  end: number;
  text: string;
  parts: NamedParts;
}

/** Removes punctuation after an ARN, such as a period or a bracket. */
function withoutPunctuation(text: string): string {
  return text.replace(/[.;:)\]]+$/, '');
}

function partsOf(
  { groups = {} }: RegExpMatchArray,
  { actionOf }: Recognizer,
): NamedParts {
  const clean = (text: string | undefined) => text && withoutPunctuation(text);
  return {
    action: groups.action ?? (groups.operation && actionOf?.(groups.operation)),
    resource: clean(groups.resource),
    principal: clean(groups.principal),
    policy: groups.policy,
  };
}

function matchesOf(text: string): Match[] {
  return recognizers.flatMap(recognizer =>
    [...text.matchAll(recognizer.pattern)].map(match => ({
      recognizer,
      start: match.index,
      end: match.index + match[0].length,
      text: match[0].trim(),
      parts: partsOf(match, recognizer),
    })),
  );
}

/** Sorts matches by position. Of overlapping matches, the first recognizer's counts; repeated texts count once. */
function distinct(matches: Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of matches) {
    const known = kept.some(
      other =>
        (match.start < other.end && other.start < match.end) ||
        match.text === other.text,
    );
    if (!known) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start).slice(0, MOST);
}

/** Recognizes the known parts of an error text, in text order. Secrets must be removed from the text first. */
export function recognize(text: string, roleArn: string | null): Recognition[] {
  return distinct(matchesOf(text)).map(({ recognizer, parts, ...match }) => {
    const whose = principalKind(parts.principal, roleArn);
    const { meaning, faults } = recognizer;
    const { action, resource, principal } = parts;
    return {
      whose,
      faults: typeof faults === 'function' ? faults(parts, whose) : faults,
      shown: {
        text: match.text.slice(0, SHOWN),
        meaning:
          typeof meaning === 'function' ? meaning(parts, whose) : meaning,
        ...(action !== undefined && { action }),
        ...(resource !== undefined && { resource }),
        ...(principal !== undefined && { principal }),
      },
    };
  });
}
