import {
  evaluate,
  type RequestContext,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { buildPermissionsPolicy, grantDefinitions } from '../grants';
import { MANAGED_BY, MANAGED_BY_KEY } from '../model/annotations';
import { arnBeside } from '../arn/arn';
import { type Grant } from '../model/types';
import { type GrantContext } from '../grants/types';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';
import { isOpenWith } from '../permissions/simulation/openConditions';
import { openKeysOf } from '../permissions/simulation/openDenials';
import { sessionTagsOf } from '../permissions/sessionTags';
import { plannedKeys } from '../planning/grantKeys';
import { sameDocument } from '../planning/sameDocument';
import {
  fail,
  isFailure,
  pass,
  undecided,
  unreadBoundary,
} from './utils/answer';
import { statementsOf } from '../model/document';
import { homeOf } from './utils/homeOf';
import { podRequest } from './utils/podRequest';
import { command } from '../model/shell';
import type { Check, Remediation } from './types';

/** An action of a grant that the role's policies do not allow. */
interface Missing {
  grant: Grant;
  action: string;
  resource: string;
  /** The condition keys on which the decision depends; absent if the action is denied regardless of the request. */
  openKeys?: string[];
}

/** Returns the request context that meets the conditions of a grant's statement, such as the CloudWatch namespace. */
function carriedBy({ Condition }: Statement): RequestContext {
  return Object.fromEntries(
    Object.entries(Condition?.StringEquals ?? {}).map(([key, values]) => [
      key,
      String([values].flat()[0]),
    ]),
  );
}

/** Returns an action of the grants that the role's policies do not allow. Definite denials come before conditional ones. */
function missing(
  observed: Observed,
  role: ObservedRole,
  home: GrantContext,
): Missing | undefined {
  const all = observed.grants.flatMap(grant =>
    statementsOf(buildPermissionsPolicy([grant], home)).flatMap(statement => {
      const { Action, Resource } = statement;
      const resource = [Resource ?? []].flat()[0].replace('*', 'any');
      const carried = carriedBy(statement);
      return [Action ?? []]
        .flat()
        .map(action => ({ grant, action, resource, carried }));
    }),
  );
  const { openTags } = sessionTagsOf(role, observed);
  const refused = all.flatMap(({ carried, ...one }): Missing[] => {
    const request = podRequest(observed, role, one, carried);
    const result = evaluate(request);
    return result.decision === 'Allowed'
      ? []
      : [
          {
            ...one,
            openKeys: openKeysOf(request, result, isOpenWith(openTags)),
          },
        ];
  });
  return refused.find(({ openKeys }) => !openKeys) ?? refused[0];
}

/** Returns the ARN of the policy that Backstage creates with a role: it has the role's path and name. */
function ownPolicyArn({ arn, path, name }: ObservedRole): string {
  return arnBeside(arn, { resource: `policy${path}${name}` });
}

function remediationOf(
  observed: Observed,
  role: ObservedRole,
  home: GrantContext,
): Remediation {
  const sentence =
    'Apply the spec again: the plan restores the requested permissions.';
  if (role.tags[MANAGED_BY_KEY] !== MANAGED_BY) return { sentence };
  const arn = ownPolicyArn(role);
  const policy = (valueOf(observed.attachedPolicies) ?? [])
    .flatMap(attached => valueOf(attached) ?? [])
    .find(attached => attached.arn === arn);
  const { keys } = plannedKeys(
    observed.grants,
    observed.resources ?? [],
    policy?.document.document,
    home,
  );
  const wanted = buildPermissionsPolicy(observed.grants, home, keys);
  if (!policy) {
    return {
      sentence: `${sentence} Or attach the role's policy manually.`,
      commands: [
        command(
          'aws',
          'iam',
          'attach-role-policy',
          '--role-name',
          role.name,
          '--policy-arn',
          arn,
        ),
      ],
    };
  }
  const { document, text } = policy.document;
  if (sameDocument(document, wanted)) {
    return {
      sentence:
        'Another policy denies it, or the permissions boundary does not allow it. Change that policy or boundary. If the boundary is not the requested one, apply the spec again.',
    };
  }
  return {
    sentence: `${sentence} Or create the correct policy version manually. If IAM lists 5 versions, first delete one that is not the default.`,
    commands: [
      command('aws', 'iam', 'list-policy-versions', '--policy-arn', arn),
      command(
        'aws',
        'iam',
        'create-policy-version',
        '--policy-arn',
        arn,
        '--policy-document',
        JSON.stringify(wanted),
        '--set-as-default',
      ),
    ],
    diff: {
      title: `Policy ${policy.name}`,
      before: document ? JSON.stringify(document, null, 2) : text,
      after: JSON.stringify(wanted, null, 2),
    },
  };
}

/** Checks whether the role allows what the spec asks for. For a role that was not requested through Backstage, the needed permissions are unknown. */
export const check: Check = {
  meta: {
    id: 'grants',
    link: 'permissions',
    question: 'Does the role allow everything that its spec requests?',
    symptoms: ['AccessDenied: … is not authorized to perform: …'],
    requiredPermissions: [
      'iam:ListAttachedRolePolicies',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:ListRolePolicies',
      'iam:GetRolePolicy',
    ],
    faults: ['action-not-allowed'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/grants.md',
    needs: ['cluster-reachable', 'role-exists', 'permissions'],
    unlessFailed: ['cut-off'],
    provedByExchange: false,
  },
  settles: isFailure,
  arises: ({ grants }) =>
    grants.length > 0 &&
    grants.every(({ service }) => grantDefinitions.has(service)),
  run(observed) {
    const role = valueOf(observed.role);
    const cluster = valueOf(observed.cluster);
    if (!role || !cluster) return undecided('Role or cluster is not known.');
    const home = homeOf(role, cluster);
    const unread = unreadBoundary(observed);
    if (unread) return unread;
    const found = missing(observed, role, home);
    if (!found) {
      return pass(
        `Role ${role.name} allows everything that its spec requests.`,
      );
    }
    const { grant, action, resource, openKeys } = found;
    if (openKeys) {
      return undecided(
        `The spec requests ${grant.service} ${grant.access} on ${
          grant.resource
        }. Whether the policies of role ${
          role.name
        } allow ${action} on ${resource} depends on ${openKeys.join(
          ', ',
        )}, which only a request from the pod can show.`,
      );
    }
    return fail(
      `The spec requests ${grant.service} ${grant.access} on ${grant.resource}, but the policies of role ${role.name} do not allow ${action} on ${resource}.`,
      remediationOf(observed, role, home),
      'action-not-allowed',
    );
  },
};
