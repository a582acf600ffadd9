import { variablesIn, type Statement } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import { statementsOf } from '../../model/document';
import { valueOf } from '../../model/observation';
import type { ReadResource } from '../resources/resourceSide';

/** The users and roles that the policies and grants of a resource, and of its encrypting key, name individually. */
export interface SinglePrincipals {
  /** The ARNs of the named users and roles. */
  named: Set<string>;
  /** Whether conditions, variables, or names of sessions depend on the individual principal, in addition to the names of users and roles. */
  dependOnPrincipal: boolean;
}

/** Condition keys whose values differ between the users and roles of an account. Source: "AWS global condition context keys", IAM User Guide. */
const OF_PRINCIPAL = /^aws:(principalarn|principaltag\/.*|userid|username)$/i;

const SESSION = /^arn:[^:]*:sts::\d+:assumed-role\//;

const PRINCIPAL_ARN = 'aws:principalarn';

/** Returns which principals the policies of a resource name, and whether conditions depend on the principal. Unread policies name none. */
export function singlePrincipals(
  read: ReadResource | undefined,
): SinglePrincipals {
  const key = read && valueOf(read.encryption);
  const statements = [read?.policy, key?.keyPolicy].flatMap(policy =>
    statementsOf(policy && valueOf(policy)?.document),
  );
  const grants = [read?.keyGrants, key?.keyGrants].flatMap(
    all => (all && valueOf(all)) ?? [],
  );
  const conditions = statements.flatMap(conditionsOf);
  const names = [
    ...grants.map(({ granteePrincipal }) => granteePrincipal),
    ...statements.flatMap(principalsOf),
    ...conditions
      .filter(({ key: name }) => name.toLowerCase() === PRINCIPAL_ARN)
      .flatMap(({ values }) => values),
  ];
  const texts = [
    ...conditions.flatMap(({ values }) => values),
    ...statements.flatMap(({ Resource, NotResource }) =>
      [Resource ?? NotResource ?? []].flat(),
    ),
  ];
  return {
    named: new Set(names.filter(isUserOrRole)),
    dependOnPrincipal:
      conditions.some(({ key: name }) => OF_PRINCIPAL.test(name)) ||
      variablesIn(texts).some(name => OF_PRINCIPAL.test(name)) ||
      // The ARN of a session does not contain the path of its role.
      names.some(name => SESSION.test(name)),
  };
}

function principalsOf({ Principal, NotPrincipal }: Statement): string[] {
  const element = Principal ?? NotPrincipal ?? {};
  return typeof element === 'string' ? [] : [element.AWS ?? []].flat();
}

function conditionsOf({ Condition = {} }: Statement) {
  return Object.values(Condition).flatMap(keys =>
    Object.entries(keys).map(([key, values]) => ({
      key,
      values: [values].flat().map(String),
    })),
  );
}

function isUserOrRole(name: string): boolean {
  const arn = parseArn(name);
  return arn?.service === 'iam' && /^(role|user)\/[^*?$]+$/.test(arn.resource);
}
