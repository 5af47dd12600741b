import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** A module hook that makes `import('sharp')` fail as it does where sharp is not installed. */
const HOOK = `export const resolve = (name, context, next) => {
  if (name === 'sharp') throw Object.assign(new Error("Cannot find package 'sharp'"), { code: 'ERR_MODULE_NOT_FOUND' })
  return next(name, context)
}`

const dataUrl = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`

const REGISTER = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(HOOK))})`

const SCRIPT = `
import { processImage } from './dev/local-cloud/image/process-image.ts'
for (let run = 0; run < 2; run += 1) {
  await processImage('dev/samples/photo.jpg', 100, []).catch(({ code, status }) => console.log(code, status))
}`

describe('Image processing without the optional package sharp', () => {
  it('answers NotImplemented and logs the reason once', async () => {
    const flags = ['--import', dataUrl(REGISTER), '--import', 'tsx', '--input-type=module', '--eval', SCRIPT]
    const child = spawn(process.execPath, flags, { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '' } })
    const output = { out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      output.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      output.err += chunk
    })
    await once(child, 'close')
    expect(output).toEqual({
      out: 'NotImplemented 501\nNotImplemented 501\n',
      err: "Image processing is off, as the optional package sharp cannot be loaded: Cannot find package 'sharp'\n",
    })
  })
})
