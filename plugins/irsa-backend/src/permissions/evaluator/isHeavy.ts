/** The weight of an action with a wildcard, which matches dozens of actions. */
const WILDCARD = 60;
/** The number of resources that doubles the weight of an action. */
const RESOURCES = 30;
/** The weight above which an evaluation may take more than about 30 ms. */
const MOST_WEIGHT = 300;
/** The size above which documents count as heavy, in characters. */
const MOST_CHARACTERS = 15_000;

type Json = Record<string, unknown>;

/** Returns the values of an element that is a single value or a list. */
function listOf(element: unknown): unknown[] {
  return element === undefined ? [] : [element].flat();
}

function actionWeight(action: unknown): number {
  if (typeof action !== 'string') return 1;
  const [service, name] = action.split(':', 2);
  // A wildcard in the prefix matches actions of every service.
  if (name === undefined || /[*?]/.test(service)) return Infinity;
  return /[*?]/.test(name) ? WILDCARD : 1;
}

function statementWeight(statement: Json): number {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  if (NotAction !== undefined) return Infinity;
  const resources = listOf(Resource).length + listOf(NotResource).length;
  const actions = listOf(Action).reduce<number>(
    (sum, action) => sum + actionWeight(action),
    0,
  );
  const { length } = JSON.stringify(Condition ?? {});
  return actions * (1 + resources / RESOURCES) + length / 100;
}

function documentIn(text: string): unknown {
  if (text.length > MOST_CHARACTERS) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether policies may take so long to evaluate that the event loop must not do it. Finds policies anywhere in `holder`, as documents or as strings
 * named `document`. Estimates by their structure, without expanding wildcards.
 */
export function isHeavy(holder: unknown): boolean {
  let weight = 0;
  let characters = 0;
  const visit = (value: unknown, name: string): void => {
    if (weight > MOST_WEIGHT || characters > MOST_CHARACTERS) return;
    if (typeof value === 'string') {
      if (name !== 'document') return;
      characters += value.length;
      visit(documentIn(value), '');
    } else if (Array.isArray(value)) {
      value.forEach(part => visit(part, ''));
    } else if (typeof value === 'object' && value !== null) {
      if ('Effect' in value) weight += statementWeight(value as Json);
      else Object.entries(value).forEach(([key, part]) => visit(part, key));
    }
  };
  visit(holder, '');
  return weight > MOST_WEIGHT || characters > MOST_CHARACTERS;
}
