import type {
  RightSizeProposal,
  RightSizeRequest,
  RightSizeService,
  RoleDeletion,
  Violation,
} from '../model/types';
import { manualSteps } from './manualSteps';
import { grantsService } from './cutDocument';
import { rolePolicies, unreadPolicies } from './rolePolicies';
import { judgeServices } from './services';
import { smallerSpec } from './smallerSpec';
import { foreignPolicies, rulingSpec, sourcesOf } from './sources';
import type { Cut, RightSizeInput, Source } from './types';
import { unusedActions } from './unusedActions';
import { isYoung, trackedSince, type UseContext } from './use';
import { isByHand, methodOf } from './method';
import { mayBeProof } from '../permissions/lastUse/lastAccessed';

/** Returns the proposal to delete a role without any use recorded by AWS; undefined for a role that is used, or is too young to tell. */
function neverUsed(
  {
    role,
    uses,
    account,
    sharedWith,
  }: Pick<RightSizeInput, 'role' | 'uses' | 'account' | 'sharedWith'>,
  context: UseContext,
): RoleDeletion | undefined {
  if (isYoung(context)) return undefined;
  const { proofs } = context;
  const isUse = ({ service, lastAccessed }: (typeof uses)[number]) =>
    lastAccessed !== undefined &&
    !(service === 'sts' && mayBeProof(lastAccessed, proofs));
  if (uses.some(isUse)) return undefined;
  const since = trackedSince(context).toISOString().slice(0, 10);
  const { lastUsedAt } = role;
  if (lastUsedAt !== undefined) {
    return mayBeProof(new Date(lastUsedAt), proofs)
      ? {
          confidence: 'low',
          reason: `AWS saw no use of a service since ${since}; the last use of the role may be a live proof by Backstage.`,
        }
      : undefined;
  }
  const doubt = doubtOf(account, sharedWith);
  const unused = `AWS saw no use of role ${role.name} since ${since}`;
  return doubt === undefined
    ? { confidence: 'high', reason: `${unused}, and no pod runs with it.` }
    : { confidence: 'medium', reason: `${unused}${doubt}.` };
}

/** Returns why a role without recorded use can still be in use; undefined if all of its pods are known and none runs. */
function doubtOf(
  { workloads }: RightSizeInput['account'],
  sharedWith: string[],
): string | undefined {
  if (!workloads) return '. Its pods were not read';
  const { pods } = workloads;
  if (pods > 0) {
    return `, but ${pods === 1 ? '1 pod runs' : `${pods} pods run`} with it`;
  }
  const [first, ...others] = sharedWith;
  if (first === undefined) return undefined;
  return others.length === 0
    ? `, but ${first} has it too, whose pods were not read`
    : `, but ${first} and ${others.length} more have it too, whose pods were not read`;
}

/** The services to remove completely (`drop`), and the services of which unused actions are removed (`narrow`). */
interface Selection {
  drop: string[];
  narrow: string[];
}

/**
 * Proposes the permissions that a role does not need, with the smaller spec or the commands that remove them. `request` names what to remove; by
 * default, everything with high confidence. The caller makes the plan of the smaller spec.
 */
export function proposeRightSize(
  input: RightSizeInput,
  request: RightSizeRequest = {},
): { proposal: Omit<RightSizeProposal, 'plan'>; violations: Violation[] } {
  const { account, now, role, policies } = input;
  const context: UseContext = {
    now,
    unusedAfterDays: input.unusedAfterDays,
    roleCreatedAt: new Date(role.createdAt),
    proofs: input.proofs,
  };
  const { method, methodReason } = methodOf(input);
  const sources = sourcesOf(input);
  const services = judgeServices(input, sources, method, context);
  const deletion = neverUsed(input, context);
  const violations = checkRequest(request, services);
  const selection =
    request.drop || request.narrow
      ? { drop: request.drop ?? [], narrow: request.narrow ?? [] }
      : surelyUnused(services, deletion !== undefined);
  const cut = cutOf(selection, input, context);
  const spec = rulingSpec(input);
  const isEmpty = selection.drop.length + selection.narrow.length === 0;
  const notes = notesOf(input, sources, services);
  return {
    violations,
    proposal: {
      at: now.toISOString(),
      roleArn: role.arn,
      roleCreatedAt: role.createdAt,
      unusedAfterDays: input.unusedAfterDays,
      method,
      ...(methodReason !== undefined && { methodReason }),
      services,
      ...(notes.length > 0 && { notes }),
      ...selection,
      ...(spec &&
        !isEmpty &&
        (method === 'plan' || method === 'pull-request') && {
          spec: smallerSpec(spec, cut, {
            context: input.context,
            managed: new Map(
              rolePolicies(policies).flatMap(({ arn, document }) =>
                arn === undefined ? [] : [[arn, document]],
              ),
            ),
          }),
        }),
      ...(isByHand(input, method) && {
        manual: manualSteps(
          role.name,
          method === 'manual' ? rolePolicies(policies) : foreignPolicies(input),
          method === 'manual' ? cut : foreignCut(services),
        ),
      }),
      ...(deletion && account.roleArn === role.arn && { deletion }),
    },
  };
}

/** Returns the default selection. Empty for a role that is proposed for deletion. */
function surelyUnused(
  services: RightSizeService[],
  isToBeDeleted: boolean,
): Selection {
  const drop = services
    .filter(
      ({ decision, confidence, keepReason }) =>
        decision === 'drop' &&
        confidence === 'high' &&
        keepReason === undefined,
    )
    .map(({ service }) => service);
  return { drop: isToBeDeleted ? [] : drop, narrow: [] };
}

/** Returns the cut, with high confidence, for policies that are not part of the spec. */
function foreignCut(services: RightSizeService[]): Cut {
  return {
    drop: new Set(
      services
        .filter(
          ({ decision, confidence }) =>
            decision === 'drop' && confidence === 'high',
        )
        .map(({ service }) => service),
    ),
    actions: new Set(),
  };
}

function cutOf(
  { drop, narrow }: Selection,
  { uses }: RightSizeInput,
  context: UseContext,
): Cut {
  return {
    drop: new Set(drop),
    actions: new Set(
      uses
        .filter(({ service }) => narrow.includes(service))
        .flatMap(use => unusedActions(use, context)),
    ),
  };
}

function checkRequest(
  { drop = [], narrow = [] }: RightSizeRequest,
  services: RightSizeService[],
): Violation[] {
  const known = new Map(services.map(one => [one.service, one]));
  const check = (field: 'drop' | 'narrow') => (name: string) => {
    const one = known.get(name);
    const message =
      one === undefined
        ? `No policy of the role names the service ${name}.`
        : one.keepReason ??
          (field === 'narrow' && !one.unusedActions
            ? `No removable unused action of ${name} is known.`
            : undefined);
    return message === undefined
      ? []
      : [{ field, rule: 'not-removable', message }];
  };
  return [...drop.flatMap(check('drop')), ...narrow.flatMap(check('narrow'))];
}

function notesOf(
  { uses, policies }: RightSizeInput,
  sources: Source[],
  services: RightSizeService[],
): string[] {
  const listed = new Set(services.map(({ service }) => service));
  const others = uses.filter(
    ({ service }) =>
      !listed.has(service) &&
      sources.some(({ document }) => grantsService(document, service)),
  );
  const unread = unreadPolicies(policies);
  return [
    ...(others.length > 0
      ? [
          `Through wildcards, the role can also use ${
            others.length === 1
              ? '1 service that it never used. Name it in a policy if it is needed.'
              : `${others.length} services that it never used. Name those that it needs in a policy.`
          }`,
        ]
      : []),
    ...(unread.length > 0
      ? [`Not every policy of the role could be read. ${unread.join(' ')}`]
      : []),
  ];
}
