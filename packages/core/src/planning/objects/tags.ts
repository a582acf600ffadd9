import type { FieldDiff, StepTarget } from '../../model/types';
import { ADOPT_KEY } from '../ownership/adoptionConsent';
import { tagRecord } from '../ownership/records';
import { changeStep, type Pairs, type PlannedStep } from '../types';

/** Returns the wanted pairs that are missing or differ. Other pairs stay unchanged. */
export function diffPairs(
  field: string,
  present: Pairs,
  wanted: Pairs,
): FieldDiff[] {
  return Object.entries(wanted)
    .filter(([key, value]) => present[key] !== value)
    .map(([key, value]) => ({
      field: `${field}.${key}`,
      before: present[key] ?? null,
      after: value,
    }));
}

/** Returns a diff in which every pair is new. */
export function newPairs(field: string, wanted: Pairs): FieldDiff[] {
  return diffPairs(field, {}, wanted);
}

/** Returns the keys of Backstage's tags that are no longer requested. `name` is the name by which the records name the object. */
export function staleTags(
  name: string,
  { present, wanted }: { present: Pairs; wanted: Pairs },
  recorded: ReadonlySet<string>,
): string[] {
  return Object.keys(present).filter(
    key => !(key in wanted) && recorded.has(tagRecord(name, key, present[key])),
  );
}

/** Returns the step that removes the consent to an adoption after its use. */
export function removeConsentStep({ arn, name, present }: Tagged): PlannedStep {
  return changeStep({
    id: 'role-consent',
    action: 'update',
    target: { kind: 'role', name: arn },
    verb: 'Update',
    object: `tags of role ${name}: remove the consent to its adoption`,
    diff: [
      { field: `tags.${ADOPT_KEY}`, before: present[ADOPT_KEY], after: null },
    ],
    effect: { type: 'untag-role', name, keys: [ADOPT_KEY] },
  });
}

/** An existing role or policy whose tags are planned. */
interface Tagged {
  kind: 'role' | 'policy';
  arn: string;
  name: string;
  present: Pairs;
}

/** Sets tags that are missing or differ, and removes Backstage's tags that are no longer requested. Tags that others set stay. */
export function planTags(
  { kind, arn, name, present }: Tagged,
  wanted: Pairs,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const target: StepTarget = { kind, name: arn };
  const stale = staleTags(arn, { present, wanted }, recorded);
  const diff = diffPairs('tags', present, wanted);
  const step = {
    action: 'update',
    target,
    object: `tags of ${kind} ${name}`,
  } as const;
  // Remove tags first to make room: IAM allows 50.
  const untag = changeStep({
    ...step,
    id: `${kind}-untag`,
    verb: 'Update',
    object: `${step.object}: take ${stale.join(', ')} off`,
    diff: stale.map(key => ({
      field: `tags.${key}`,
      before: present[key],
      after: null,
    })),
    effect:
      kind === 'role'
        ? { type: 'untag-role', name, keys: stale }
        : { type: 'untag-policy', arn, keys: stale },
  });
  const tag = changeStep({
    ...step,
    id: `${kind}-tags`,
    verb: 'Update',
    diff,
    effect:
      kind === 'role'
        ? { type: 'tag-role', name, tags: wanted }
        : { type: 'tag-policy', arn, tags: wanted },
  });
  return [
    ...(stale.length > 0 ? [untag] : []),
    ...(diff.length > 0 ? [tag] : []),
  ];
}
