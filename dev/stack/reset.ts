/**
 * npm run reset: removes everything that `npm start`, `npm run demo` and `npm run cloud` have kept in `.local-cloud/`.
 * It asks nothing, and refuses while one of them runs.
 */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { formatBytes } from '../../miniprogram/uploader/messages/format-bytes'
import { readFlags } from '../local-cloud/command/read-flags'
import { EXIT, runCommand } from '../local-cloud/command/run-command'
import { claimFolder, FolderInUseError, ownerOf } from '../local-cloud/store/claim/claim-folder'
import { HOME } from './running'

const USAGE = `npm run reset
  删除 npm start、npm run demo 和 npm run cloud 保存在 .local-cloud/ 里的文件、密钥和未完成的上传
  Removes the objects, keys and unfinished uploads that npm start, npm run demo and npm run cloud have kept there.
`

async function reset(): Promise<number> {
  readFlags({ options: {} })
  const names = await readdir(HOME, { recursive: true }).catch(() => [])
  for (const name of names.filter((path) => path.endsWith('owner.json'))) {
    const folder = join(HOME, name, '..')
    const owner = await ownerOf(folder)
    if (owner) throw new FolderInUseError(folder, owner)
  }
  if (names.length === 0) {
    console.log(`没有要删除的内容 / Nothing to remove: ${HOME}`)
    return EXIT.ok
  }
  // A cloud that starts meanwhile finds its folder taken.
  const claims = await Promise.all(CLOUDS.map((folder) => claimFolder(join(HOME, folder))))
  const files = await Promise.all(names.map((name) => stat(join(HOME, name)).catch(() => undefined)))
  const sizes = files.filter((file) => file?.isFile()).map((file) => file?.size ?? 0)
  const bytes = formatBytes(sizes.reduce((sum, size) => sum + size, 0))
  await rm(HOME, { recursive: true, force: true })
  for (const claim of claims) await claim.release()
  console.log(`已删除 / Removed ${HOME}: ${sizes.length} 个文件 files, ${bytes}`)
  return EXIT.ok
}

/** The folders of `npm start` and of `npm run cloud`. */
const CLOUDS = ['objects', 'data']

await runCommand(USAGE, reset)
