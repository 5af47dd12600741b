import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { startStack } from '../../../dev/stack/stack'
import { createWxHost } from '../../../dev/wx-host'

interface Uploads {
  addPhoto(path: string, onPercent: (percent: number) => void): Promise<string>
}

/** The package must be there already: the tests of the mini-program's package have built it. */
export function describeNewcomer(root: string, folder: string): void {
  describe('a mini-program in JavaScript that has only the entry for forms and one language', () => {
    it('uploads a photo, shows its progress, and explains a refusal in the language that it chose', async () => {
      const stack = await startStack({ folder: join(folder, 'cloud') })
      const host = createWxHost()
      const phone = globalThis as { wx?: unknown }
      phone.wx = host.wx
      try {
        const script = join(folder, 'mini-program', 'uploads.js')
        writeFileSync(script, UPLOADS.replace('SERVER', stack.url))
        const { addPhoto } = createRequire(import.meta.url)(script) as Uploads
        const photo = join(root, 'dev/samples/photo.jpg')
        const percents: number[] = []
        const url = await addPhoto(host.temp(photo), (percent) => percents.push(percent))
        const stored = new Uint8Array(await (await fetch(url)).arrayBuffer())
        expect(Buffer.from(stored).equals(readFileSync(photo))).toBe(true)
        expect(percents).toEqual([...percents].sort((a, b) => a - b))
        expect(percents.at(-1)).toBe(100)

        const notes = join(folder, 'notes.html')
        writeFileSync(notes, '<html></html>')
        await expect(addPhoto(host.temp(notes), () => {})).rejects.toThrow(
          /^不支持这种文件（未知文件），可以上传：图片/,
        )
      } finally {
        delete phone.wx
        await host.dispose()
        await stack.close()
      }
    })
  })
}

/** In an app, these paths begin with `wx-oss-upload/` and lead to `miniprogram_npm`. */
const UPLOADS = `
const { createUploader, explain } = require('./form')
const { zh } = require('./messages/zh')

const uploader = createUploader({ server: 'SERVER', onFailure() {} })

exports.addPhoto = (path, onPercent) => {
  const task = uploader.upload(path, { route: 'photo', onState: ({ percent }) => onPercent(percent) })
  return task.done.then(
    ({ url }) => url,
    (error) => {
      throw new Error(explain(error, zh).message)
    },
  )
}
`
