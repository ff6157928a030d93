import type { AST, Rule } from 'eslint';
import { findRealNhsNumbers } from './find-real-nhs-numbers.ts';
import { isCodeOfCoding } from './is-code-of-coding.ts';

interface PieceOfSource {
  readonly loc?: AST.SourceLocation | null | undefined;
}

/**
 * Reports ten digits that could be a living person's NHS number, in strings, templates, numbers and comments. The `code`
 * of a coding is left alone, because SNOMED CT has codes of ten digits.
 */
export const noRealNhsNumber: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Keep NHS numbers that could be real out of the source' },
    messages: {
      realNhsNumber:
        'These ten digits could be the NHS number of a real person: take one of @cdg/test-data, or one that starts with 999.',
    },
    schema: [],
  },
  create(context) {
    const check = (piece: PieceOfSource, text: string) => {
      if (!piece.loc || findRealNhsNumbers(text).length === 0) return;
      context.report({ loc: piece.loc, messageId: 'realNhsNumber' });
    };
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) check(comment, comment.value);
      },
      Literal(node) {
        if (!isCodeOfCoding(node)) check(node, String(node.value));
      },
      TemplateElement(node) {
        check(node, node.value.raw);
      },
    };
  },
};
