import { randomBytes } from 'node:crypto'
import { inPage } from '../ports/remote-ports'
import type { Here } from './here'

const TYPES: Record<string, string> = { 'a.jpg': 'image/jpeg', 'b.mp4': 'video/mp4', 'c.pdf': 'application/pdf' }

export function describePicker(on: () => Here): void {
  describe('The picker of a browser', () => {
    const files = ['a.jpg', 'b.mp4', 'c.pdf'].map((name) => ({
      name,
      mimeType: TYPES[name] ?? '',
      buffer: randomBytes(5),
    }))

    it('returns the chosen files with their kind, up to the count', async () => {
      const [chooser, picking] = await choosing({ accept: 'media', count: 2 })
      expect(chooser.isMultiple()).toBe(true)
      await chooser.setFiles(files)
      const picked = await picking()
      expect(picked).toMatchObject([
        { name: 'a.jpg', size: 5, kind: 'image' },
        { name: 'b.mp4', size: 5, kind: 'video' },
      ])
      expect(await on().ports.files.stat(picked[0]?.path ?? '')).toMatchObject({ size: 5 })
    })

    it('asks for one file if the count is 1, with the given extensions', async () => {
      const [chooser, picking] = await choosing({ accept: 'file', count: 1, extension: ['pdf', 'txt'] })
      expect(chooser.isMultiple()).toBe(false)
      expect(await chooser.element().getAttribute('accept')).toBe('.pdf,.txt')
      await chooser.setFiles(files.slice(2))
      expect(await picking()).toMatchObject([{ name: 'c.pdf', kind: 'file' }])
    })

    it('returns nothing if the user cancels, and leaves no input behind', async () => {
      const [chooser, picking] = await choosing({})
      await chooser.element().dispatchEvent('cancel')
      expect(await picking()).toEqual([])
      expect(await on().page.locator('input').count()).toBe(1)
    })

    async function choosing(options: { accept?: 'media' | 'file'; count?: number; extension?: string[] }) {
      const opening = on().page.waitForEvent('filechooser')
      const picking = inPage(on().page, 'pick', options)
      return [await opening, () => picking] as const
    }
  })
}
