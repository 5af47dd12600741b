import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const indexOf = (platform: string): string =>
  fileURLToPath(new URL(`../../miniprogram/uploader/${platform}/index.ts`, import.meta.url))

/** The names that each module exports. They are known without any library, which would take most of the time to load. */
function exportsOf(paths: string[]): string[][] {
  const program = ts.createProgram(paths, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noLib: true,
    types: [],
  })
  const checker = program.getTypeChecker()
  return paths.map((path) => {
    const source = program.getSourceFile(path)
    const symbol = source && checker.getSymbolAtLocation(source)
    if (!symbol) throw new Error(`${path}: expected a module`)
    return checker.getExportsOfModule(symbol).map(({ name }) => name)
  })
}

describe('the library for web pages', () => {
  // In a page's own script the table of formats would cost more than half of what is there: it loads with the engine.
  const ONLY_WX = ['WxApi', 'formatOf', 'FileFacts', 'FileFormat']
  // A mini-program has no bundler that leaves out the language which is not used: each is a file of its own there.
  const ONLY_WEB = ['zh', 'en']

  it('exports the same types and values as the one for mini-programs, except the platform, the formats and the languages', () => {
    const [wx = [], browser = []] = exportsOf(['wx', 'browser'].map(indexOf))
    expect(wx).toEqual(expect.arrayContaining(['createUploader', 'UploadError', 'explain', 'UploadTask', ...ONLY_WX]))
    expect(browser.sort()).toEqual([...wx.filter((name) => !ONLY_WX.includes(name)), ...ONLY_WEB].sort())
  })
})
