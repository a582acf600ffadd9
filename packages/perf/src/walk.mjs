// Follows the calls of a method through the functions of this repository:
// `node packages/perf/src/walk.mjs provisioning/Planner.ts prepare [<pattern of files to follow> [--list]]`.
// Counts the distinct functions that the method can call, their files, and their `return` statements.
import { relative } from 'node:path';
import ts from 'typescript';
import { inRoot } from '../../../scripts/lib/paths.mjs';

const [file, method, within = '.', list] = process.argv.slice(2);
const followed = new RegExp(within);
const start = inRoot('plugins/irsa-backend/src', file);
const { config } = ts.readConfigFile(inRoot('tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, inRoot());
const program = ts.createProgram([start], { ...options, noEmit: true });
const checker = program.getTypeChecker();

const isOurs = node =>
  !node.getSourceFile().isDeclarationFile &&
  !node.getSourceFile().fileName.includes('/node_modules/');

/** Returns the function that a name refers to. Resolves import aliases and constants. */
function functionOf(expression) {
  let symbol = checker.getSymbolAtLocation(expression);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) {
    symbol = checker.getAliasedSymbol(symbol);
  }
  const found = symbol?.valueDeclaration;
  const value =
    (found && ts.isVariableDeclaration(found)) ||
    (found && ts.isPropertyDeclaration(found))
      ? found.initializer
      : found;
  return value && ts.isFunctionLike(value) && value.body && isOurs(value)
    ? value
    : undefined;
}

const seen = new Set();
let returns = 0;

function follow(node) {
  if (ts.isReturnStatement(node)) returns += 1;
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const name = node.expression.name ?? node.expression;
    // A function that is passed as an argument also counts as called.
    for (const each of [name, ...(node.arguments ?? [])]) {
      if (each === name || ts.isIdentifier(each)) enter(functionOf(each));
    }
  }
  ts.forEachChild(node, follow);
}

function enter(found) {
  if (!found || seen.has(found)) return;
  seen.add(found);
  if (followed.test(found.getSourceFile().fileName)) follow(found.body);
}

ts.forEachChild(program.getSourceFile(start), function find(node) {
  if (ts.isMethodDeclaration(node) && node.name.getText() === method) {
    enter(node);
  } else ts.forEachChild(node, find);
});
const placeOf = node => {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(inRoot(), source.fileName)}:${line + 1}`;
};
const files = new Set([...seen].map(node => node.getSourceFile().fileName));
if (list) console.log([...seen].map(placeOf).join('\n'));
console.log(
  `${method}: ${seen.size} functions, ${files.size} files, ${returns} returns`,
);
