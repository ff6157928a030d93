import ts from 'typescript';

export interface LogLine {
  /** Its text, or the expression that makes it where it is no text of the code's own. */
  readonly message: string;
  /** Every level that it may have, as pino calls them. */
  readonly levels: readonly string[];
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** The log lines that a file writes: calls of what is named `logger`, at a level that is written there or in a constant. */
export function logLinesIn(source: string): readonly LogLine[] {
  return nodesIn(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true))
    .filter(ts.isCallExpression)
    .flatMap(({ expression, arguments: given }) => {
      const levels = levelsOf(expression);
      const message = given.at(-1);
      if (levels === undefined || message === undefined) return [];
      return [{ message: ts.isStringLiteralLike(message) ? message.text : message.getText(), levels }];
    });
}

/** Undefined for what is no log line. */
function levelsOf(called: ts.Expression): readonly string[] | undefined {
  if (!ts.isPropertyAccessExpression(called) && !ts.isElementAccessExpression(called)) return undefined;
  if (!/\blogger$/.test(called.expression.getText())) return undefined;
  if (ts.isElementAccessExpression(called)) return levelsIn(meaningOf(called.argumentExpression));
  return LEVELS.includes(called.name.text) ? [called.name.text] : undefined;
}

/** What a constant stands for: the nearest declaration of that name around it. */
function meaningOf(expression: ts.Expression): ts.Node {
  for (let around: ts.Node = expression; ts.isIdentifier(expression) && !ts.isSourceFile(around);) {
    around = around.parent;
    const declared = nodesIn(around)
      .filter(ts.isVariableDeclaration)
      .find(({ name }) => name.getText() === expression.text);
    if (declared?.initializer !== undefined) return declared.initializer;
  }
  return expression;
}

function levelsIn(node: ts.Node): readonly string[] {
  const texts = nodesIn(node).flatMap((one) => (ts.isStringLiteralLike(one) ? [one.text] : []));
  return LEVELS.filter((level) => texts.includes(level));
}

function nodesIn(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [node];
  ts.forEachChild(node, (child) => {
    nodes.push(...nodesIn(child));
  });
  return nodes;
}
