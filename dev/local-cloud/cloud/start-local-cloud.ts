import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ADMIN_PATH } from '../admin/path'
import { listen } from '../http/listen'
import { startLink } from '../link'
import { handleOss } from '../oss/handle-oss'
import { claimFolder } from '../store/claim/claim-folder'
import type { Cloud } from './cloud'
import { createControls } from './controls'
import { type CloudOptions, createCloud } from './create-cloud'
import { createInspection } from './inspection'
import type { LocalCloud, LocalCloudOptions } from './local-cloud'
import { createServices } from './services'

/** Printed by every command that starts the cloud. */
export const NOT_FOR_PRODUCTION =
  'The local cloud stands in for OSS and STS on this machine. It is for development and tests, not for production.'

/**
 * Starts OSS and STS on 127.0.0.1. A folder of an earlier run brings back everything that run stored.
 *
 * @throws FolderInUseError if another cloud runs on this folder
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const closing = new AbortController()
  const closers: (() => Promise<void>)[] = []
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'local-cloud-')))
  const claim = await claimFolder(folder)
  const close = async (): Promise<void> => {
    closing.abort()
    await Promise.all(closers.map((closeOne) => closeOne()))
    await claim.release()
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
  }
  try {
    const opened = await open({ bucket: 'local-bucket', ...options, folder }, closing.signal, closers)
    claim.tell(opened.link?.url ?? opened.ossUrl)
    return { ...opened, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(options: LocalCloudOptions & CloudOptions, closing: AbortSignal, closers: (() => Promise<void>)[]) {
  const { now = Date.now, ossPort = 0, servicesPort = 0, link: conditions, pages = () => [] } = options
  let callbackKeyPrefix = ''
  const cloud = await createCloud(options, () => callbackKeyPrefix, closing)
  const inspect = createInspection(cloud)
  const oss = await listen(conditions ? 0 : ossPort, (request) => handleOss(cloud, request, now))
  closers.push(oss.close)
  const ossUrl = `http://localhost:${oss.port}`
  const link = conditions && (await startLink({ ...conditions, target: ossUrl, port: ossPort }))
  if (link) closers.push(link.close)
  const otherUrls = await openOthers(cloud, options, closers)
  const services = await listen(servicesPort, createServices(cloud, inspect, { link, ossUrl, pages }, now))
  closers.push(services.close)
  const stsUrl = `http://localhost:${services.port}`
  callbackKeyPrefix = `${stsUrl}/`
  const adminUrl = `${stsUrl}${ADMIN_PATH}`
  return { ossUrl, otherUrls, link, stsUrl, adminUrl, callbackKeyPrefix, ...createControls(cloud, now), inspect }
}

/** Each of the other buckets has a port of its own, because not every system resolves `bucket.localhost`. */
async function openOthers(
  cloud: Cloud,
  { otherBuckets = [], otherPort = 0, now = Date.now }: LocalCloudOptions,
  closers: (() => Promise<void>)[],
): Promise<Record<string, string>> {
  const urls: Record<string, string> = {}
  for (const [index, name] of otherBuckets.entries()) {
    const bound = cloud.buckets.get(name)
    const oss = await listen(otherPort && otherPort + index, (request) => handleOss(cloud, request, now, bound))
    closers.push(oss.close)
    urls[name] = `http://localhost:${oss.port}`
  }
  return urls
}
