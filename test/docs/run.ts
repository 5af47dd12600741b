import ts from 'typescript'

/** Runs a TypeScript module that imports only these modules, and returns its exports. */
export function run(text: string, modules: Record<string, object>): Record<string, unknown> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  })
  const exports: Record<string, unknown> = {}
  new Function('require', 'exports', outputText)((name: string) => modules[name], exports)
  return exports
}
