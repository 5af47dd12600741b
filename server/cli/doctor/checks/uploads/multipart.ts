import { objectUrl } from '../../../../../miniprogram/uploader/oss-v4/encoding'
import { partSigner } from '../../../../../miniprogram/uploader/oss-v4/part-signatures'
import type { Credentials } from '../../../../credentials/credentials'
import { nodePrimitives } from '../../../../oss/signing/node-primitives'
import { childrenOf, childText, parseXml } from '../../../../oss/xml'
import { withError } from '../../../cloud/oss'
import type { ReportedError } from '../../../cloud/reported-error'
import { commandHere } from '../../../terminal/command-here'
import type { Context } from '../../context/context'
import { trialFile } from '../../trial/trial-ticket'
import { type Check, error, type Finding, fact, warning } from '../check'
import { refusal } from '../refusals'

const LENGTHS = [1000, 500]

export const MULTIPART: Check = {
  id: 'multipart',
  title: { zh: '分片上传', en: 'multipart upload' },
  why: {
    zh: '大文件分片上传，可以断点续传；每个分片单独签名，长度也参与签名。',
    en: 'Big files are uploaded in parts, which can be resumed. Each part has its own signature, which covers its length.',
  },
  needs: ['permissions', 'domain'],
  async run(context) {
    const { oss, session, keyFor, settings } = context
    const key = keyFor('multipart.jpg', '')
    const initiated = await oss.call({ method: 'POST', key, query: { uploads: '' } }, await session('manage'))
    if (initiated.error) return [refusal(initiated.error)]
    const uploadId = childText(parseXml(initiated.body.toString('utf8')) ?? EMPTY, 'UploadId')
    const abortAs = (keys: Credentials) => oss.call({ method: 'DELETE', key, query: { uploadId } }, keys)
    context.cleanUp.add(`${key}?uploadId=${uploadId}`, async () => abortAs(await context.role()))
    const sent = await sendParts(context, key, uploadId)
    if ('refused' in sent) return [refusal(sent.refused)]
    const held = await listParts(context, key, uploadId)
    const aborted = await abortAs(await session('manage'))
    if (aborted.error) return [refusal(aborted.error)]
    const isLengthSigned = settings.partLengthSigned ?? true
    return [
      ...judgeParts(held),
      ...judgeLength(sent.tooLong, isLengthSigned),
      ...(await leftOver(context, key, uploadId)),
    ]
  },
}

/** Sends each part as it was signed, then the last one again with one byte too many. */
async function sendParts(
  context: Context,
  key: string,
  uploadId: string,
): Promise<{ refused: ReportedError } | { tooLong: ReportedError | undefined }> {
  const send = await partSender(context, key, uploadId)
  const answers = await Promise.all(LENGTHS.map((length, index) => send(index + 1, length)))
  const refused = answers.find((answer) => answer !== undefined)
  if (refused) return { refused }
  return { tooLong: await send(LENGTHS.length, (LENGTHS.at(-1) ?? 0) + 1) }
}

const EMPTY = { name: '', text: '', children: [] }

/** Makes a function that PUTs a part with a signature of the backend, and returns the error of OSS, if any. */
async function partSender(
  { settings, session, now, http }: Context,
  key: string,
  uploadId: string,
): Promise<(number: number, length: number) => Promise<ReportedError | undefined>> {
  const { bucket, region, domain } = settings.oss
  const credentials = await session('upload')
  const at = now()
  const signerOf = (length: number) => {
    const parts = { bucket, region, key, uploadId, expiresSeconds: 300 }
    const signed = { ...parts, ...((settings.partLengthSigned ?? true) && { length }) }
    return partSigner(signed, credentials, at, nodePrimitives)
  }
  return async (number, length) => {
    const { query, headers, sign } = signerOf(LENGTHS[number - 1] ?? 0)
    const url = `${objectUrl(domain, key)}?${query}&partNumber=${number}&x-oss-signature=${sign(number)}`
    return withError(await http({ method: 'PUT', url, headers, body: trialFile(length) })).error
  }
}

/** Returns the size of each part that OSS holds, bytes. */
async function listParts({ oss, session }: Context, key: string, uploadId: string): Promise<number[]> {
  const { body } = await oss.call({ method: 'GET', key, query: { uploadId } }, await session('manage'))
  const document = parseXml(body.toString('utf8'))
  return document ? childrenOf(document, 'Part').map((part) => Number(childText(part, 'Size'))) : []
}

async function leftOver({ oss, session }: Context, key: string, uploadId: string): Promise<Finding[]> {
  const { error: refused } = await oss.call({ method: 'GET', key, query: { uploadId } }, await session('manage'))
  if (refused?.code === 'NoSuchUpload') return []
  return [
    warning(
      'not-aborted',
      { zh: '取消上传后分片仍然存在', en: 'the parts still exist after the upload was aborted' },
      { fix: LEFT },
    ),
  ]
}

const LEFT = {
  zh: `未完成的分片会一直计费：添加生命周期规则（${commandHere('setup lifecycle apply')}）。`,
  en: `Parts of unfinished uploads are billed until they are removed: add the lifecycle rule (${commandHere('setup lifecycle apply')}).`,
}

export function judgeParts(held: readonly number[]): Finding[] {
  const isLonger = held[1] === (LENGTHS[1] ?? 0) + 1
  if (held.length === LENGTHS.length && held[0] === LENGTHS[0] && (held[1] === LENGTHS[1] || isLonger)) return []
  return [
    error(
      'parts-differ',
      {
        zh: `OSS 中的分片是 ${held.join(', ') || '-'} 字节，应为 ${LENGTHS.join(', ')} 字节`,
        en: `OSS holds parts of ${held.join(', ') || '-'} bytes; expected ${LENGTHS.join(', ')}`,
      },
      {
        fix: {
          zh: '域名与存储空间之间的 CDN、网关或代理改动了内容：OSS_DOMAIN 要直接指向存储空间。',
          en: 'A CDN, a gateway or a proxy in front of the bucket changes the content: OSS_DOMAIN must point directly to the bucket.',
        },
      },
    ),
  ]
}

/** `refused`: the error of OSS for a part that is one byte too long; undefined if OSS accepted it. */
export function judgeLength(refused: ReportedError | undefined, isLengthSigned: boolean): Finding[] {
  if (refused) return [fact('part-length', '多一个字节的分片会被拒绝', 'a part that is one byte too long is refused')]
  if (!isLengthSigned)
    return [
      fact(
        'part-length',
        'PART_LENGTH_SIGNED=off：不检查分片长度，但每次只签 16 个分片',
        'PART_LENGTH_SIGNED=off: lengths are not checked, but only 16 parts are signed at a time',
      ),
    ]
  return [
    warning(
      'part-too-long',
      { zh: '多一个字节的分片被接受了', en: 'a part that is one byte too long was accepted' },
      {
        fix: {
          zh: '设置 PART_LENGTH_SIGNED=off：后端每次只签少量分片，并在签名之前检查已上传的分片。',
          en: 'Set PART_LENGTH_SIGNED=off: the backend then signs fewer parts at a time, and checks the uploaded parts before it signs more.',
        },
      },
    ),
  ]
}
