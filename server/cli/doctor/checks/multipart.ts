import { objectUrl } from '../../../../miniprogram/uploader/oss-v4/encoding'
import { partSigner } from '../../../../miniprogram/uploader/oss-v4/part-signatures'
import type { Credentials } from '../../../credentials/credentials'
import { nodePrimitives } from '../../../oss/signing/node-primitives'
import { withError } from '../../cloud/oss'
import type { Said } from '../../explain/said'
import { childrenOf, childText, parseXml } from '../../xml'
import { type Check, error, type Finding, fact, warning } from '../check'
import type { Context } from '../context'
import { refusal } from '../refusals'
import { trialFile } from '../ticket'

const LENGTHS = [1000, 500]

export const MULTIPART: Check = {
  id: 'multipart',
  title: { zh: '分片上传', en: 'multipart upload' },
  why: {
    zh: '大文件分片上传、断点续传；每一片单独签名，长度也签在内。',
    en: 'Big files come in parts and can be resumed; each part is signed by itself, its length as well.',
  },
  needs: ['rights', 'domain'],
  async run(context) {
    const { oss, session, keyFor, settings } = context
    const key = keyFor('multipart.jpg', '')
    const begun = await oss.call({ method: 'POST', key, query: { uploads: '' } }, await session('manage'))
    if (begun.error) return [refusal(begun.error)]
    const uploadId = childText(parseXml(begun.body.toString('utf8')) ?? EMPTY, 'UploadId')
    const abortAs = (keys: Credentials) => oss.call({ method: 'DELETE', key, query: { uploadId } }, keys)
    context.cleanUp.add(`${key}?uploadId=${uploadId}`, async () => abortAs(await context.role()))
    const sent = await sendParts(context, key, uploadId)
    if ('refused' in sent) return [refusal(sent.refused)]
    const held = await listParts(context, key, uploadId)
    const ended = await abortAs(await session('manage'))
    if (ended.error) return [refusal(ended.error)]
    const isLengthSigned = settings.config.partLengthSigned ?? true
    return [
      ...judgeParts(held),
      ...judgeLength(sent.tooLong, isLengthSigned),
      ...(await leftOver(context, key, uploadId)),
    ]
  },
}

/** Each part as it was signed, then the last once more with a byte too many. */
async function sendParts(
  context: Context,
  key: string,
  uploadId: string,
): Promise<{ refused: Said } | { tooLong: Said | undefined }> {
  const send = await partSender(context, key, uploadId)
  const answers = await Promise.all(LENGTHS.map((length, index) => send(index + 1, length)))
  const refused = answers.find((said) => said !== undefined)
  if (refused) return { refused }
  return { tooLong: await send(LENGTHS.length, (LENGTHS.at(-1) ?? 0) + 1) }
}

const EMPTY = { name: '', text: '', children: [] }

/** PUTs a part by a signature of the backend’s own making; answers what OSS had against it. */
async function partSender(
  { settings: { config }, session, now, http }: Context,
  key: string,
  uploadId: string,
): Promise<(number: number, length: number) => Promise<Said | undefined>> {
  const { bucket, region, domain } = config.oss
  const credentials = await session('upload')
  const at = now()
  const signerOf = (length: number) => {
    const parts = { bucket, region, key, uploadId, expiresSeconds: 300 }
    const signed = { ...parts, ...((config.partLengthSigned ?? true) && { length }) }
    return partSigner(signed, credentials, at, nodePrimitives)
  }
  return async (number, length) => {
    const { query, headers, sign } = signerOf(LENGTHS[number - 1] ?? 0)
    const url = `${objectUrl(domain, key)}?${query}&partNumber=${number}&x-oss-signature=${sign(number)}`
    return withError(await http({ method: 'PUT', url, headers, body: trialFile(length) })).error
  }
}

/** Bytes of each part that OSS holds. */
async function listParts({ oss, session }: Context, key: string, uploadId: string): Promise<number[]> {
  const { body } = await oss.call({ method: 'GET', key, query: { uploadId } }, await session('manage'))
  const document = parseXml(body.toString('utf8'))
  return document ? childrenOf(document, 'Part').map((part) => Number(childText(part, 'Size'))) : []
}

async function leftOver({ oss, session }: Context, key: string, uploadId: string): Promise<Finding[]> {
  const { error: said } = await oss.call({ method: 'GET', key, query: { uploadId } }, await session('manage'))
  if (said?.code === 'NoSuchUpload') return []
  return [
    warning('not-aborted', { zh: '取消之后分片还在', en: 'parts are still there after the abort' }, { mend: LEFT }),
  ]
}

const LEFT = {
  zh: '没有传完的分片会一直计费：加上生命周期规则（setup lifecycle apply）。',
  en: 'Parts of unfinished uploads are paid for until they go: add the lifecycle rule (setup lifecycle apply).',
}

export function judgeParts(held: readonly number[]): Finding[] {
  const isLonger = held[1] === (LENGTHS[1] ?? 0) + 1
  if (held.length === LENGTHS.length && held[0] === LENGTHS[0] && (held[1] === LENGTHS[1] || isLonger)) return []
  return [
    error(
      'parts-differ',
      {
        zh: `OSS 上的分片是 ${held.join(', ') || '-'} 字节，应为 ${LENGTHS.join(', ')}`,
        en: `OSS holds parts of ${held.join(', ') || '-'} bytes, not ${LENGTHS.join(', ')}`,
      },
      {
        mend: {
          zh: '域名前面有东西在改内容：OSS_DOMAIN 要直接指向存储空间。',
          en: 'Something before the bucket changes the content: OSS_DOMAIN has to lead to the bucket itself.',
        },
      },
    ),
  ]
}

/** `refused`: what OSS had against a part that is a byte too long. */
export function judgeLength(refused: Said | undefined, isLengthSigned: boolean): Finding[] {
  if (refused) return [fact('part-length', '多一个字节的分片会被拒绝', 'a part that is one byte too long is refused')]
  if (!isLengthSigned)
    return [
      fact(
        'part-length',
        'PART_LENGTH_SIGNED=off：分片长度不检查，但每次只签 16 片',
        'PART_LENGTH_SIGNED=off: lengths are not judged, but only 16 parts are signed at a time',
      ),
    ]
  return [
    warning(
      'part-too-long',
      { zh: '多一个字节的分片被接受了', en: 'a part that is one byte too long was taken' },
      {
        mend: {
          zh: '设置 PART_LENGTH_SIGNED=off：改为少量签发、签之前核对已到的分片。',
          en: 'Set PART_LENGTH_SIGNED=off: fewer parts are signed at a time, after what has arrived was looked at.',
        },
      },
    ),
  ]
}
