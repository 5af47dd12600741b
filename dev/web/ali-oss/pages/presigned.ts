import { routeOf } from '../../browser/route-of'
import { buildPage } from '../layout/page'
import { confirm, getPresigned, putPresigned } from '../presigned'
import { isCancelled } from '../retry/errors'

buildPage(
  {
    title: 'presigned PUT / GET',
    about: [
      '预签名 URL：用 fetch 直接 PUT，由后端确认，再用预签名 GET 读回并核对大小。网页里没有 SDK，也没有密钥。断网恢复后或刷新后从头再传；空文件由后端拒绝。',
      'Presigned URLs: a PUT with fetch, confirmed by the backend, read back by a presigned GET. There is no SDK and no key in the page. After a lost network or a reload the upload starts again; the backend refuses an empty file.',
    ],
  },
  async (file, _key, row) => {
    const signal = row.abortButton('取消 cancel')
    try {
      const upload = await putPresigned(file, routeOf(file.type), signal)
      row.percent(100)
      row.show('确认中 confirming')
      const stored = await confirm(upload)
      const { size } = await getPresigned(stored.key)
      if (size !== file.size) throw new Error(`GET: ${size} bytes`)
      row.end('已上传 uploaded', stored.url)
    } catch (thrown) {
      if (!isCancelled(thrown)) throw thrown
      row.end('已取消 cancelled')
    }
  },
)
