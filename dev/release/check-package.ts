import { readFileSync } from 'node:fs'
import type { Manifest } from './packages'
import { loadTool } from './tools'

/** https://publint.dev/docs/javascript-api */
interface Publint {
  publint(options: { pkgDir: string; strict: boolean }): Promise<{ messages: { code: string; args: object }[] }>
}

interface PublintWords {
  formatMessage(message: object, manifest: object, options: { color: boolean }): string | undefined
}

/** https://github.com/arethetypeswrong/arethetypeswrong.github.io/tree/main/packages/core */
interface TypesChecker {
  createPackageFromTarballData(tarball: Uint8Array): unknown
  checkPackage(
    one: unknown,
  ): Promise<{ types: unknown; problems?: { kind: string; entrypoint?: string; resolutionKind?: string }[] }>
}

/**
 * That `require` finds an ES module is right: Node 20.19 and later load it, and older ones say so clearly.
 * https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require
 */
const ALLOWED = ['CJSResolvesToESM']

/** What publint says of the staged folder, one line each. */
export async function lintPackage(folder: string, manifest: Manifest): Promise<string[]> {
  const { publint } = await loadTool<Publint>('publint')
  const { formatMessage } = await loadTool<PublintWords>('publint/utils')
  const { messages } = await publint({ pkgDir: folder, strict: true })
  return messages.map((message) => formatMessage(message, manifest, { color: false }) ?? message.code)
}

/** Which entries of the tarball have no types, or wrong ones, in any mode of TypeScript's resolution. */
export async function wrongTypes(tarball: string): Promise<string[]> {
  const { createPackageFromTarballData, checkPackage } = await loadTool<TypesChecker>('@arethetypeswrong/core')
  const { types, problems = [] } = await checkPackage(createPackageFromTarballData(readFileSync(tarball)))
  // Then nothing else is checked.
  if (!types) return [`${tarball} has no types`]
  return problems
    .filter(({ kind }) => !ALLOWED.includes(kind))
    .map(
      (problem) => `${problem.kind}: ${problem.entrypoint ?? ''} ${problem.resolutionKind ?? JSON.stringify(problem)}`,
    )
}
