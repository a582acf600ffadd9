import { recognizers } from './recognizers';
import type {
  NamedParts,
  PrincipalKind,
  Recognition,
  Recognizer,
} from './types';
import { parseRoleArn } from '../arn/arn';

/** A session of EC2 is named after the instance; some blank out the digits before they paste. */
const INSTANCE = /^i-[\w.{}<>*-]*$/;

/** Whose credentials an ARN of an error text stands for. */
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

/** So much of a matched part is shown. */
const SHOWN = 500;

/** Different parts that are understood at most: a log repeats itself. */
const MOST = 10;

interface Match {
  recognizer: Recognizer;
  start: number;
  end: number;
  text: string;
  parts: NamedParts;
}

/** ARNs end a sentence, or stand in brackets. */
function withoutPunctuation(text: string): string {
  return text.replace(/[.;:)\]]+$/, '');
}

function partsOf({ groups = {} }: RegExpMatchArray): NamedParts {
  const clean = (text: string | undefined) => text && withoutPunctuation(text);
  return {
    action: groups.action,
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
      parts: partsOf(match),
    })),
  );
}

/** In the order of the text; of those that overlap the first recognizer's, and what repeats itself once. */
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

/** The parts of an error text that are understood, in their order. The text must hold no secrets any more. */
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
