import { utimes } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { ossClient, SETUPS } from '../../local-cloud/rig/ali-oss-clients'
import { pdf } from '../uploading'
import { type AliOssPage, MB, type Named, useAliOss } from './rig'

/** The pages with ali-oss, reloaded in the middle. */
export function describeAliOssReloading(browser: () => Browser): void {
  describe('a page with ali-oss, reloaded in the middle of an upload,', () => {
    const ali = useAliOss(browser)
    const { started, here, open, setSpeed, choose, chooseAgain, expectStored, partsSent, arrived, errors } = ali
    const FILE: Named = ['刷新.pdf', pdf(12 * MB)]
    const [name, bytes] = FILE

    const reloadWithin = async (page: AliOssPage): Promise<void> => {
      await open(page)
      setSpeed(4 * MB)
      const put = here().page.waitForRequest((request) => request.method() === 'PUT')
      await choose(FILE)
      await (page === 'presigned' ? put : arrived(6))
      await here().page.reload()
      setSpeed(100 * MB)
    }
    /** Aborts the upload, as the bucket's lifecycle rule does later. */
    const dropParts = async (): Promise<void> => {
      const { cloud } = started().stack
      const oss = ossClient(cloud, { ...cloud.root, securityToken: '' }, SETUPS[0])
      for (const { key, uploadId } of cloud.inspect.uploads(cloud.bucket) ?? [])
        await oss.abortMultipartUpload(key, uploadId)
    }
    /** The number of multipart uploads. */
    const begun = (): number => started().stack.cloud.journal.count({ operation: 'InitiateMultipartUpload' })
    const kept = (): Promise<unknown> => here().page.evaluate('Object.keys(localStorage)')

    it('resumes when the same file is chosen again, and forgets it after the upload', async () => {
      const before = ali.unfinished()
      await reloadWithin('put-or-multipart')
      expect(ali.unfinished()).toBe(before + 1)
      await chooseAgain(name)
      await expectStored(...FILE)
      expect(begun()).toBe(1)
      // Parts in flight at the reload were sent twice; the others, at least half of the file, were not.
      expect(partsSent()).toBeLessThanOrEqual(12 + 3)
      expect(ali.unfinished()).toBe(before)
      expect(await kept()).toEqual([])
      expect(errors()).toEqual([])
    })

    it.each([
      ['date', async (path: string) => utimes(path, new Date(), new Date(Date.now() - 60_000)), bytes],
      ['size', async () => started().file(name, bytes.subarray(0, 11 * MB)), bytes.subarray(0, 11 * MB)],
    ] as const)('begins anew with a file whose %s has changed', async (_, change, changed) => {
      await reloadWithin('put-or-multipart')
      await change(await started().file(name, bytes))
      await chooseAgain(name)
      await expectStored(name, changed)
      expect(begun()).toBe(2)
      expect(errors()).toEqual([])
    })

    it.each([
      ['full', `localStorage.setItem('full', 'x'.repeat(5 * 1024 * 1024 - 4)); localStorage.setItem('ful', 'x')`],
      ['damaged', `for (const id of Object.keys(localStorage)) localStorage.setItem(id, '{"')`],
    ])('loses no upload to a storage that is %s', async (state, damage) => {
      await reloadWithin('put-or-multipart')
      if (state === 'full') await here().page.evaluate('localStorage.clear()')
      await here().page.evaluate(`try { ${damage} } catch {}`)
      await chooseAgain(name)
      await expectStored(...FILE)
      expect(begun()).toBe(2)
      expect(errors()).toEqual([])
      await here().page.evaluate('localStorage.clear()')
    })

    it('starts again if OSS has deleted the parts', async () => {
      await reloadWithin('put-or-multipart')
      await dropParts()
      await chooseAgain(name)
      await expectStored(...FILE)
      expect(begun()).toBe(2)
      expect(await kept()).toEqual([])
      expect(errors(/status of 404/)).toEqual([])
    })

    it('starts again if another user has signed in since', async () => {
      await reloadWithin('put-or-multipart')
      await here().page.evaluate(`for (const [id, kept] of Object.entries(localStorage))
        localStorage.setItem(id, kept.replace(/uploads.sts.[0-9a-f]+/, 'uploads/sts/somebody-else'))`)
      await chooseAgain(name)
      await expectStored(...FILE)
      expect(begun()).toBe(2)
      expect(await kept()).toEqual([])
      expect(errors()).toEqual([])
    })

    it.each(['upload-to-ali', 'presigned'] as const)('starts again on %s', async (page) => {
      await reloadWithin(page)
      await chooseAgain(name)
      await expectStored(...FILE)
      expect(begun()).toBe(page === 'presigned' ? 0 : 2)
      expect(errors()).toEqual([])
    })
  })
}
