import { routes } from '../../../routes'
import type { BucketInfo } from '../bucket-info'
import { type Check, error, type Finding, fact, warning } from '../check'
import { cannotSee } from '../refusals'

export const ACCESS: Check = {
  id: 'access',
  title: { zh: '读写权限（ACL）', en: 'access' },
  why: {
    zh: '公开的存储空间谁都能列出、读取（甚至写入），凭证与签名 URL 就没有意义了。',
    en: 'Anybody can list and read a public bucket, or write to it: tickets and signed URLs mean nothing then.',
  },
  needs: ['bucket'],
  async run({ bucketInfo, oss }) {
    const info = await bucketInfo()
    if (info) return judgeAccess(info, hasPublicRoute())
    // Whether strangers can list it shows without any right.
    const { status } = await oss.call({ method: 'GET', query: { 'max-keys': '1' } })
    return status === 200 ? [publicBucket('public-read')] : [cannotSee('oss:GetBucketInfo')]
  },
}

/** Of `routes.ts`: an app’s own routes are not known here. */
const hasPublicRoute = (): boolean => Object.values(routes).some(({ visibility }) => visibility === 'public')

export function judgeAccess({ acl, blockPublicAccess }: BucketInfo, needsPublic: boolean): Finding[] {
  const found: Finding[] = acl === 'private' ? [fact('acl', 'ACL 私有', 'ACL private')] : [publicBucket(acl)]
  if (!blockPublicAccess) return found
  if (needsPublic) return [...found, BLOCKED]
  return [
    ...found,
    fact(
      'block-public-access',
      '“阻止公共访问”已开启：visibility: public 的路由会失败',
      'Block Public Access is on: routes with visibility: public would fail',
    ),
  ]
}

const publicBucket = (acl: string): Finding =>
  error(
    'public-bucket',
    { zh: `存储空间是 ${acl}`, en: `the bucket is ${acl}` },
    {
      mend: {
        zh: 'OSS 控制台“权限控制 → 读写权限”改为“私有”，并开启“阻止公共访问”。要公开的文件由路由的 visibility: public 单独设置。',
        en: 'OSS console, Permission Control → ACL: make it private, and switch Block Public Access on. Files that are to be public get it by their route (visibility: public).',
      },
    },
  )

const BLOCKED = warning(
  'public-blocked',
  {
    zh: 'routes.ts 里有 visibility: public 的路由，而“阻止公共访问”已开启',
    en: 'routes.ts has a route with visibility: public, and Block Public Access is on',
  },
  {
    mend: {
      zh: '改成 private，或在 OSS 控制台“权限控制 → 阻止公共访问”关闭。',
      en: 'Make it private, or switch it off in the OSS console (Permission Control → Block Public Access).',
    },
  },
)
