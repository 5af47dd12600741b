import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const namesOf = (platform: string): string[] => {
  const path = fileURLToPath(new URL(`../../miniprogram/uploader/${platform}/index.ts`, import.meta.url))
  const program = ts.createProgram([path], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  })
  const source = program.getSourceFile(path)
  const symbol = source && program.getTypeChecker().getSymbolAtLocation(source)
  if (!symbol) throw new Error(`${path}: expected a module`)
  return program
    .getTypeChecker()
    .getExportsOfModule(symbol)
    .map(({ name }) => name)
}

it('gives a web page the names that a mini-program has, types and values, but for the platform itself', () => {
  const names = namesOf('wx')
  expect(names).toEqual(expect.arrayContaining(['createUploader', 'UploadError', 'explain', 'UploadTask', 'WxApi']))
  expect(namesOf('browser').sort()).toEqual(names.filter((name) => name !== 'WxApi').sort())
})
