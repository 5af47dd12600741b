import ts from 'typescript'
import { ROOT } from './page-texts'

/** Files of a user's project, by their path in it. */
export type Sources = Record<string, string>

/**
 * Compiles files as if they were in this repository, beside the real sources that they import. The packages resolve to
 * these sources, too. Returns the compiler's errors, one line each.
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
      if (text !== undefined) return ts.createSourceFile(path, text, languageVersion)
      if (!parsed.has(path)) parsed.set(path, disk.getSourceFile(path, languageVersion, onError))
      return parsed.get(path)
    },
    // The compiler looks for files only in folders that exist, and some folders exist only in the samples.
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

/** Files on disk are parsed once for all compilations, since parsing takes longer than checking the samples. */
const parsed = new Map<string, ts.SourceFile | undefined>()

/** The project's own strict options, with the types of mini-programs and of Node for the samples of both sides. */
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
      'oss-local': [`${ROOT}dev/local-cloud/index.ts`],
      'wx-oss-upload-server/routes': [`${ROOT}server/define-routes/index.ts`],
      'wx-oss-upload': [`${ROOT}miniprogram/uploader/wx/index.ts`],
      'wx-oss-upload/browser': [`${ROOT}miniprogram/uploader/browser/index.ts`],
      'wx-oss-upload/components/*': [`${ROOT}miniprogram/components/*`],
      'wx-oss-upload/form': [`${ROOT}miniprogram/uploader/form/index.ts`],
      'wx-oss-upload/messages/*': [`${ROOT}miniprogram/uploader/messages/*/wx.ts`],
      'wx-oss-upload/sts': [`${ROOT}miniprogram/uploader/sts/index.ts`],
    },
  }
}
