import type { RouteRules } from '../../../../define-routes/route'
import { routes } from '../../../../routes'
import type { BucketInfo } from '../../context/bucket-info'
import { type Check, error, type Finding, fact, warning } from '../check'
import { unchecked } from '../refusals'

export const ACCESS: Check = {
  id: 'access',
  title: { zh: '读写权限（ACL）', en: 'access (ACL)' },
  why: {
    zh: '公开的存储空间任何人都能列出、读取（甚至写入），上传凭证和签名 URL 就没有意义了。',
    en: 'Anyone can list and read a public bucket, or even write to it, so tickets and signed URLs protect nothing.',
  },
  needs: ['bucket'],
  async run({ bucketInfo, bucketName, oss }) {
    const info = await bucketInfo()
    if (info) return judgeAccess(info, hasPublicRoute(bucketName))
    // An anonymous request needs no permission to find out whether anyone can list the bucket.
    const { status } = await oss.call({ method: 'GET', query: { 'max-keys': '1' } })
    return status === 200 ? [publicBucket('public-read')] : [unchecked('oss:GetBucketInfo')]
  },
}

/** Only reads `routes.ts`: doctor does not know the routes that an app passes to `createApp`. */
const hasPublicRoute = (name: string | undefined): boolean =>
  Object.values<RouteRules>(routes).some(({ bucket, visibility }) => visibility === 'public' && bucket === name)

export function judgeAccess({ acl, blockPublicAccess }: BucketInfo, needsPublic: boolean): Finding[] {
  const found: Finding[] =
    acl === 'private' ? [fact('acl', '读写权限是私有', 'the ACL is private')] : [publicBucket(acl)]
  if (!blockPublicAccess) return found
  if (needsPublic) return [...found, BLOCKED]
  return [
    ...found,
    fact(
      'block-public-access',
      '“阻止公共访问”已开启：visibility: public 的路由会失败',
      'Block Public Access is enabled: routes with visibility: public would fail',
    ),
  ]
}

const publicBucket = (acl: string): Finding =>
  error(
    'public-bucket',
    { zh: `存储空间的读写权限是 ${acl}`, en: `the ACL of the bucket is ${acl}` },
    {
      fix: {
        zh: '在 OSS 控制台“权限控制 → 读写权限”改为“私有”。需要公开的文件由路由的 visibility: public 单独设置；没有这种路由时，再开启“阻止公共访问”。',
        en: 'In the OSS console (Permission Control → ACL), make the bucket private. A route makes its files public with visibility: public; without such a route, enable Block Public Access as well.',
      },
    },
  )

const BLOCKED = warning(
  'public-blocked',
  {
    zh: 'routes.ts 里有 visibility: public 的路由，但“阻止公共访问”已开启',
    en: 'routes.ts has a route with visibility: public, but Block Public Access is enabled',
  },
  {
    fix: {
      zh: '把路由改成 private，或在 OSS 控制台“权限控制 → 阻止公共访问”关闭它。',
      en: 'Make the route private, or disable Block Public Access in the OSS console (Permission Control).',
    },
  },
)
