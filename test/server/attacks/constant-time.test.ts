/**
 * Secrets are compared in constant time: by AES-GCM's tag, by jose, or by `timingSafeEqual`. Time cannot be measured
 * reliably in a test, so this test reads the sources and looks for any other comparison.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const SERVER = fileURLToPath(new URL('../../../server/', import.meta.url))

const EQUALITY = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
])

const SECRET = /token|secret|signature|password|authorization/i

/** Finds `a === b` where one name says secret, and the other side is not `undefined`, a literal or a type. */
function comparisons(text: string): string[] {
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.ES2022, true)
  const found: string[] = []
  const isHarmless = (node: ts.Expression): boolean =>
    ts.isTypeOfExpression(node) || ts.isLiteralExpression(node) || ['undefined', 'null'].includes(node.getText(file))
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && EQUALITY.has(node.operatorToken.kind)) {
      const isSecret = [node.left, node.right].some((side) => SECRET.test(side.getText(file)))
      if (isSecret && !isHarmless(node.left) && !isHarmless(node.right)) found.push(node.getText(file))
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const sources = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/^cli\/|(^|\/)(node_modules|dist)\//.test(path))
  .map((path) => [path, readFileSync(SERVER + path, 'utf8')] as const)

describe('a secret', () => {
  it('is never compared with === in the backend', () => {
    const found = sources.flatMap(([path, text]) => comparisons(text).map((comparison) => `${path}: ${comparison}`))
    expect(sources.length).toBeGreaterThan(80)
    expect(found).toEqual([
      // These check that both are set, or neither.
      'config/http-config.ts: !env.HOOK_URL === !env.HOOK_SECRETS?.length',
      'config/read-config.ts: !env.ALIBABA_CLOUD_ACCESS_KEY_ID === !env.ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      // It compares the caller's text with its own canonical form.
      "oss/upload-token.ts: bytes.toString('base64url') === token",
    ])
  })

  it('would be found if it was', () => {
    expect(comparisons("if (request.headers.get('authorization') === 'Bearer ' + expected) serve()")).toHaveLength(1)
    expect(comparisons('const isGood = given.signature !== expected')).toHaveLength(1)
    expect(comparisons("token === undefined || typeof secret !== 'string'")).toEqual([])
  })
})
