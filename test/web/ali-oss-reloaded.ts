import { utimes } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { ossClient, SETUPS } from '../local-cloud/ali-oss-clients'
import { type AliOssPage, MB, type Named, useAliOss } from './ali-oss-rig'
import { pdf } from './uploading'

/** The pages with ali-oss, reloaded in the middle. */
export function describeAliOssReloaded(browser: () => Browser): void {
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
    /** As the bucket's lifecycle rule does one day. */
    const dropParts = async (): Promise<void> => {
      const { cloud } = started().stack
      const oss = ossClient(cloud, { ...cloud.root, securityToken: '' }, SETUPS[0])
      for (const { key, uploadId } of cloud.inspect.uploads(cloud.bucket) ?? [])
        await oss.abortMultipartUpload(key, uploadId)
    }
    /** How many multipart uploads. */
    const begun = (): number => started().stack.cloud.journal.count({ operation: 'InitiateMultipartUpload' })
    const kept = (): Promise<unknown> => here().page.evaluate('Object.keys(localStorage)')

    it('goes on when the same file is chosen again, and forgets it once it is there', async () => {
      const before = ali.unfinished()
      await reloadWithin('put-or-multipart')
      expect(ali.unfinished()).toBe(before + 1)
      await chooseAgain(name)
      await expectStored(...FILE)
      expect(begun()).toBe(1)
      // What was on its way at the reload went twice; the others, half of the file at least, did not.
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

    it('begins anew when OSS has dropped what had arrived', async () => {
      await reloadWithin('put-or-multipart')
      await dropParts()
      await chooseAgain(name)
      await expectStored(...FILE)
      expect(begun()).toBe(2)
      expect(await kept()).toEqual([])
      expect(errors(/status of 404/)).toEqual([])
    })

    it('begins anew when somebody else has signed in since', async () => {
      await reloadWithin('put-or-multipart')
      await here().page.evaluate(`for (const [id, kept] of Object.entries(localStorage))
        localStorage.setItem(id, kept.replace(/uploads.sts.[0-9a-f]+/, 'uploads/sts/somebody-else'))`)
      await chooseAgain(name)
      await expectStored(...FILE)
      expect(begun()).toBe(2)
      expect(await kept()).toEqual([])
      expect(errors()).toEqual([])
    })

    it.each(['upload-to-ali', 'presigned'] as const)('begins anew on %s', async (page) => {
      await reloadWithin(page)
      await chooseAgain(name)
      await expectStored(...FILE)
      expect(begun()).toBe(page === 'presigned' ? 0 : 2)
      expect(errors()).toEqual([])
    })
  })
}
