import type { PolicyGuardrail } from './types';
import { brokenBy, someOf } from './words';

const isOneOf = (services: string[], service: string) =>
  services.includes('*') || services.includes(service);

/** Denies whole services, and actions on every resource if AWS can limit them to some, within one statement or in all statements together. */
export const deniedWildcards: PolicyGuardrail = asked => {
  const { guardrails, expanded, policyOf } = asked;
  const { services, resources } = guardrails.deniedWildcards;
  const whole =
    services.length === 0
      ? []
      : expanded.wholeServices().filter(
          ({ service, statements }) =>
            isOneOf(services, service) &&
            // A grant can contain the only action of its service.
            !statements.every(one => policyOf(one).isGrant),
        );
  const unlimited =
    resources.length === 0
      ? []
      : expanded.unlimitedActions(
          service => isOneOf(resources, service),
          statement => !policyOf(statement).isGrant,
        );
  const rule = 'denied-wildcards';
  return [
    ...byStatements(whole).flatMap(found =>
      brokenBy(asked, {
        rule,
        statements: found[0].statements,
        what: `every action of ${someOf(found.map(({ service }) => service))}`,
        request: expanded.requestFor(found[0]),
        advice: 'Name only the actions that the service needs.',
      }),
    ),
    ...byStatements(unlimited).flatMap(found =>
      brokenBy(asked, {
        rule,
        statements: found[0].statements,
        what: `${someOf(
          found.flatMap(({ actions }) => actions),
        )} on every resource`,
        request: expanded.requestFor(found[0]),
        advice: 'Name the resources that the service needs.',
      }),
    ),
  ];
};

/** Groups findings that the same statements grant together. */
function byStatements<
  T extends { statements: Array<{ policy: string; statement: number }> },
>(found: T[]): T[][] {
  const lists = new Map<string, T[]>();
  for (const one of found) {
    const key = JSON.stringify(
      one.statements.map(({ policy, statement }) => [policy, statement]),
    );
    lists.set(key, [...(lists.get(key) ?? []), one]);
  }
  return [...lists.values()];
}
