import { valueOf } from '../../model/observation';
import type { Violation } from '../../model/types';
import { CUT_OFF_POLICY } from '../../permissions/cutOffPolicy';
import { attachedArns, dropped } from '../../planning/objects/managedPolicies';
import { trustAfter } from '../../planning/objects/role';
import type { PlanFacts } from '../../planning/context';
import type { OwnershipContext } from '../../planning/rules/ownershipContext';
import { sameDocument } from '../../planning/sameDocument';
import { renderers } from '../registry';
import { handOvers } from './index';
import type { HandOverFormat } from './types';

type Context = Pick<OwnershipContext, 'desired' | 'observed' | 'recorded'> &
  Pick<PlanFacts, 'others'>;

function checkTrust(
  { desired, observed, others }: Context,
  format: HandOverFormat,
): Violation[] {
  const { roleArn, refText, trust, keepsOther, mechanism } = desired;
  const isSame = sameDocument(trustAfter(desired, observed), trust);
  // Another rule refuses a role that other ServiceAccounts share.
  if (isSame || others.has(roleArn)) return [];
  const other = mechanism === 'pod-identity' ? 'IRSA' : 'EKS Pod Identity';
  const { title } = renderers[format];
  return [
    {
      field: 'id',
      rule: 'others-trust',
      message: `The trust policy of role ${roleArn} has statements that are not in the spec of ${refText}, and ${title} would remove them. ${
        keepsOther
          ? `Pods may still use ${other}. Restart them and apply the spec first.`
          : 'Remove them first.'
      }`,
    },
  ];
}

/** Returns the policies that the tool would remove, by name or ARN. */
function removedPolicies(
  { desired, observed, recorded }: Context,
  format: HandOverFormat,
): string[] {
  const { policyArn, policyName, managedPolicyArns } = desired;
  const kinds = handOvers[format].removes?.(desired) ?? [];
  // Policies that the plan itself detaches are drift.
  const known = [
    ...dropped(desired, observed, recorded),
    ...managedPolicyArns,
    policyArn,
  ];
  const inline = (valueOf(observed.inlinePolicies) ?? []).map(
    ({ name }) => name,
  );
  return [
    ...(kinds.includes('attached')
      ? attachedArns(observed).filter(arn => !known.includes(arn))
      : []),
    ...(kinds.includes('inline')
      ? inline.filter(name => name !== policyName)
      : []),
  ];
}

function checkPolicies(context: Context, format: HandOverFormat): Violation[] {
  const names = removedPolicies(context, format);
  if (names.length === 0) return [];
  const { roleArn, refText } = context.desired;
  return [
    {
      field: 'id',
      rule: 'others-policies',
      message: `Role ${roleArn} has policies that are not in the spec of ${refText} (${names.join(
        ', ',
      )}), and ${renderers[format].title} would remove them. ${
        names.includes(CUT_OFF_POLICY)
          ? `Do not remove ${CUT_OFF_POLICY}: restore access, and Backstage deletes it after 12 hours.`
          : 'Remove them first, or add managed policies to the spec.'
      }`,
    },
  ];
}

/** Refuses statements and policies of others on the role that the tool would remove with its first write. */
export function checkOthers(
  context: Context,
  format: HandOverFormat,
): Violation[] {
  return [...checkTrust(context, format), ...checkPolicies(context, format)];
}

/** Returns a note about the tags of others that the tool can remove from the role. Tags of AWS itself stay. */
export function noteOthersTags({
  desired,
  observed,
}: Pick<Context, 'desired' | 'observed'>): string[] {
  const keys = Object.keys(valueOf(observed.role)?.tags ?? {}).filter(
    key => !Object.hasOwn(desired.tags, key) && !key.startsWith('aws:'),
  );
  return keys.length > 0
    ? [
        `The tool may remove tags of role ${
          desired.roleName
        } that are not in the spec: ${keys.join(
          ', ',
        )}. Add the ones that you need to \`tags\` in the spec first.`,
      ]
    : [];
}
