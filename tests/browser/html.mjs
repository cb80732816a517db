// Pages as the server writes them, held against the HTML standard and more by html-validate.
import { HtmlValidate } from 'html-validate'

const checker = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // How it is written, not what it says.
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'long-title': 'off',
    // Names with brackets are what servers of the API read.
    'valid-id': ['error', { relaxed: true }],
    // A list may have a name.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
})

// What is wrong with a page, a line each.
export async function wrongs(text) {
  const { results } = await checker.validateString(text)
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line, column }) => {
    const place = text.split('\n')[line - 1]?.slice(Math.max(0, column - 40), column + 80)
    return `${ruleId}: ${message}: ${place}`
  }))
}
