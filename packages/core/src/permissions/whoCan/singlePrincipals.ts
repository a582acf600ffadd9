import type { Statement } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import { statementsOf } from '../../model/document';
import { valueOf } from '../../model/observation';
import type { ReadResource } from '../resources/resourceSide';

/** What the policies and grants of a resource, and of the key that encrypts it, say of single users and roles. */
export interface SinglePrincipals {
  /** The ARNs of those that they name. */
  named: Set<string>;
  /** Whether they ask of each principal who it is, beside naming it. */
  dependOnPrincipal: boolean;
}

/** Keys whose values differ between the users and roles of one account. Source: "AWS global condition context keys", IAM User Guide. */
const OF_PRINCIPAL = /^aws:(principalarn|principaltag\/.*|userid|username)$/i;

const PRINCIPAL_ARN = 'aws:principalarn';

/** Reads whom the policies of a resource name, and whether they ask who it is. Nothing that was not read names anybody. */
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
      texts.flatMap(variablesIn).some(name => OF_PRINCIPAL.test(name)),
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

/** The keys that policy variables such as `${aws:username}` stand for. */
function variablesIn(text: string): string[] {
  return [...text.matchAll(/\$\{([^},]+)/g)].map(([, key]) => key.trim());
}

function isUserOrRole(name: string): boolean {
  const arn = parseArn(name);
  return arn?.service === 'iam' && /^(role|user)\/[^*?$]+$/.test(arn.resource);
}
