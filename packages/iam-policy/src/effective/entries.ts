import type { PolicyLayer } from '../document/types';
import {
  LAYER_TITLES,
  type Allowance,
  type Blockage,
  type Outcome,
} from './allowance';
import type { Grant } from './grant';
import { isEverything, textOf, type Resources } from './resources';
import type { PermissionEntry, PermissionState, StatementRef } from './types';

/** An entry without its actions. */
export type EntryContent = Omit<PermissionEntry, 'actions'>;

/** Returns the entries for an action: first the allowed permissions, then the blocked ones. */
export function entriesOf(
  { allowances, blockages }: Outcome,
  unreadable: PolicyLayer[],
): EntryContent[] {
  return [
    ...allowances.map(allowance => allowedEntry(allowance, unreadable)),
    ...blockages.map(blockedEntry),
  ];
}

/** Checks whether an action is allowed on every resource in every request. False if a layer that decides it could not be read. */
export function isWhole(
  { allowances }: Outcome,
  unreadable: PolicyLayer[],
): boolean {
  return (
    missingDeciders(unreadable).length === 0 &&
    allowances.some(
      ({ resources, conditions, except }) =>
        resources.some(isEverything) &&
        conditions.length === 0 &&
        except.length === 0,
    )
  );
}

function allowedEntry(
  { resources, conditions, except, grants, denies }: Allowance,
  unreadable: PolicyLayer[],
): EntryContent {
  const deciders = missingDeciders(unreadable);
  const reason =
    deciders.length > 0
      ? `${capital(namesOf(deciders))} not read.`
      : unreadNote(unreadable);
  return {
    state: deciders.length > 0 ? 'unknown' : stateOf(conditions, except),
    resources: texts(resources),
    ...(except.length > 0 && { except: texts(except) }),
    ...(conditions.length > 0 && { conditions }),
    ...(denies.length > 0 && { blockedBy: refsOf(denies) }),
    ...(reason && { reason }),
    statements: refsOf(grants),
  };
}

function stateOf(conditions: string[], except: Resources[]): PermissionState {
  if (conditions.length > 0) return 'allowed-if';
  return except.length > 0 ? 'allowed-except' : 'allowed';
}

const ORGANIZATION: PolicyLayer[] = ['service-control', 'resource-control'];

// The layers that decide whether anything is allowed. Policies of an organization or a VPC endpoint are rarely readable and rarely decide.
function missingDeciders(unreadable: PolicyLayer[]): PolicyLayer[] {
  return unreadable.filter(
    layer => !ORGANIZATION.includes(layer) && layer !== 'vpc-endpoint',
  );
}

function unreadNote(unreadable: PolicyLayer[]): string | undefined {
  if (unreadable.length === 0) return undefined;
  const controls = unreadable.filter(layer => ORGANIZATION.includes(layer));
  const names = [
    ...(controls.length > 1
      ? ['organization policies']
      : controls.map(layer => LAYER_TITLES[layer])),
    ...(unreadable.includes('vpc-endpoint') ? ['VPC endpoint policies'] : []),
  ];
  return `Allowed by the role's policies; ${names.join(' and ')} not read.`;
}

function blockedEntry(blockage: Blockage): EntryContent {
  const { resources, grants, layer, level, denies, cause, conditions } =
    blockage;
  const blockers = cause === 'never' ? grants : denies;
  return {
    state: 'blocked',
    resources: texts(resources),
    ...(conditions.length > 0 && {
      conditions: conditions.map(words => `only ${words}`),
    }),
    ...(blockers.length > 0 && { blockedBy: refsOf(blockers) }),
    blockedByLayer: layer,
    ...(level !== undefined && { blockedByLevel: level }),
    reason: reasonOf(blockage),
    statements: refsOf(grants),
  };
}

function reasonOf({ layer, level, cause, denies, invalid }: Blockage): string {
  const title = `${LAYER_TITLES[layer]}${
    level === undefined ? '' : ` attached to ${level}`
  }`;
  if (cause === 'never') {
    return 'The conditions of the statement can never be met, so it grants nothing.';
  }
  if (cause === 'explicit-deny') {
    const names = [...new Set(denies.map(({ ref }) => ref.policy))];
    return `Granted, but a Deny in the ${title} blocks it (${names.join(
      ', ',
    )}).`;
  }
  return invalid.length > 0
    ? `Granted, but the ${title} cannot allow it: ${invalid
        .map(({ policy }) => policy)
        .join(', ')} is not a valid document.`
    : `Granted, but not allowed by the ${title}.`;
}

function refsOf(grants: Grant[]): StatementRef[] {
  return [...new Set(grants)].map(({ ref }) => ref);
}

function texts(resources: Resources[]): string[] {
  return resources.map(textOf);
}

function namesOf(layers: PolicyLayer[]): string {
  return layers.map(layer => LAYER_TITLES[layer]).join(' and ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
