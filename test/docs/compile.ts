import ts from 'typescript'
import { ROOT } from './readme'

/** Files of somebody's project, by their path in it. */
export type Sources = Record<string, string>

/**
 * Compiles files as if they lay in this repository, beside the real sources that they import, and with the server under
 * its package name. The answer is what the compiler has against them, one line a fault.
 */
export function compile(sources: Sources, lib: string[] = []): string[] {
  const options = compilerOptions(lib)
  const files = new Map(Object.entries(sources).map(([path, text]) => [ROOT + path, text]))
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path) ?? disk.readFile(path),
    getSourceFile(path, languageVersion, onError) {
      const text = files.get(path)
      return text === undefined
        ? disk.getSourceFile(path, languageVersion, onError)
        : ts.createSourceFile(path, text, languageVersion)
    },
    // A folder that only the samples have would not be looked into.
    directoryExists: (path) =>
      [...files.keys()].some((file) => file.startsWith(`${path}/`)) || (disk.directoryExists?.(path) ?? true),
  }
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host })
  return [...files.keys()].flatMap((path) => {
    const file = program.getSourceFile(path)
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${path.slice(ROOT.length)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
  })
}

/** The project's own strictness; the types of both sides, since the samples of both are compiled together. */
function compilerOptions(lib: string[]): ts.CompilerOptions {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile) as {
    config: { compilerOptions: Record<string, unknown> }
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  return {
    ...options,
    composite: false,
    declaration: false,
    emitDeclarationOnly: false,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', ...lib],
    types: ['node', 'miniprogram-api-typings'],
    paths: {
      'wx-oss-upload-server': [`${ROOT}server/index.ts`],
      'wx-oss-upload/browser': [`${ROOT}miniprogram/uploader/browser/index.ts`],
    },
  }
}
