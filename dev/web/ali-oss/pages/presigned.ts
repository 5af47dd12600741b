import { routeOf } from '../../browser/route-of'
import { buildPage } from '../page'
import { getPresigned, putPresigned } from '../presigned'

buildPage(
  {
    title: 'presigned PUT / GET',
    about: [
      '预签名 URL：fetch 直接 PUT，后端确认，再用预签名 GET 读回来比大小。网页里没有 SDK，也没有密钥。',
      'By presigned URL: PUT with fetch, confirmed by the backend, read back by a presigned GET. No SDK and no key in the page.',
    ],
  },
  async (file, _key, row) => {
    const stored = await putPresigned(file, routeOf(file.type))
    row.percent(100)
    const answer = await getPresigned(stored.key)
    const { size } = await answer.blob()
    if (answer.status !== 200 || size !== file.size) throw new Error(`GET: HTTP ${answer.status}, ${size} bytes`)
    row.end('已上传 uploaded', stored.url)
  },
)
