const ONE_LINE_BLOCK = /^(?:resource|data|provider) "(?!terraform_)[^\n]*\{\}\n/gm;
const BLOCK = /^(?:resource|data|provider) "(?!terraform_)[\s\S]*?^\}\n/gm;
const REQUIRED_PROVIDERS = /^ {2}required_providers \{[\s\S]*?^ {2}\}\n/gm;
/** With it, nothing could be planned without the bucket. */
const BACKEND = /^ {2}backend "[\s\S]*?^ {2}\}\n/gm;
/** An attribute of a resource, of one of several, or of all. */
const ATTRIBUTE = /(?<![\w.-])(?:data\.)?(?:aws|random)_\w+\.\w+(\[\*\]|\[[^\]]+\])?\.\w+/g;
const WHOLE = /(?<![\w.-])(?:aws|random)_\w+\.\w+(?![\w.])/g;

/**
 * A Terraform file without what needs a provider: resources are left out, and their attributes are texts, or lists of
 * texts. What remains (variables, locals, outputs, calls of modules, with all their types) Terraform can validate alone.
 */
export function stripProvider(text: string): string {
  return text
    .replace(ONE_LINE_BLOCK, '')
    .replace(BLOCK, '')
    .replace(REQUIRED_PROVIDERS, '')
    .replace(BACKEND, '')
    .replace(ATTRIBUTE, (_, index?: string) => (index === '[*]' ? '["an-attribute"]' : '"an-attribute"'))
    .replace(/^ *depends_on *= *\[.*\]\n/gm, '')
    .replace(/(?<=for \w+, \w+ in )(?:aws|random)_\w+\.\w+(?![\w.])/g, '{ A_NAME = { arn = "an-attribute" } }')
    .replace(WHOLE, '"a-resource"');
}
