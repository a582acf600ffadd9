import type { NamedPolicy, Statement } from '../document/types';
import type { PolicyLayer } from '../document/types';
import { listOf } from './referenceTexts';

const VERSIONS: unknown[] = [undefined, '2008-10-17', '2012-10-17'];
const ELEMENTS = [
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Returns the statements of a document that count. In a broken document, only the valid Deny statements count. */
export function readable(
  { document }: NamedPolicy,
  layer: PolicyLayer,
): { statements: Statement[]; isBroken: boolean } {
  const statements = listOf(document.Statement);
  const right = statements.filter(statement => isRight(statement, layer));
  const isBroken =
    !VERSIONS.includes(document.Version) || right.length < statements.length;
  return {
    isBroken,
    statements: isBroken
      ? right.filter(({ Effect }) => Effect === 'Deny')
      : right,
  };
}

function isRight(statement: Statement, layer: PolicyLayer): boolean {
  const has = (name: keyof Statement) => statement[name] !== undefined;
  const count = (...names: Array<keyof Statement>) => names.filter(has).length;
  const isOfResource = layer === 'resource' || layer === 'resource-control';
  const isKnown = Object.keys(statement).every(name => ELEMENTS.includes(name));
  // "Valid values for Effect are Allow and Deny."
  const isEffect = ['Allow', 'Deny'].includes(statement.Effect);
  // "Statements must include either an Action or NotAction element", and either a Resource or a NotResource element.
  const isComplete =
    count('Action', 'NotAction') === 1 &&
    count('Resource', 'NotResource') === 1;
  // "You cannot use the Principal element in an identity-based policy", and a resource-based policy needs one.
  const isPrincipal =
    count('Principal', 'NotPrincipal') === (isOfResource ? 1 : 0);
  return (
    isKnown &&
    isEffect &&
    isComplete &&
    isPrincipal &&
    isNotPrincipalRight(statement, layer) &&
    !Object.keys(statement.Condition ?? {}).includes('StringIs') &&
    (layer !== 'session' || areArnsComplete(statement))
  );
}

// "NotPrincipal must be used with "Effect":"Deny""; "The NotPrincipal element isn't supported in SCPs and RCPs".
function isNotPrincipalRight(
  { NotPrincipal, Effect }: Statement,
  layer: PolicyLayer,
): boolean {
  return (
    NotPrincipal === undefined ||
    (Effect === 'Deny' && layer !== 'resource-control')
  );
}

// "Session policies … do not support incomplete ARNs."
function areArnsComplete({ Resource, NotResource }: Statement): boolean {
  return listOf(Resource ?? NotResource).every(
    text => !text.startsWith('arn:') || text.split(':').length >= 6,
  );
}
