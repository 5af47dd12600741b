import { type Checkpoint, codeOf, isCancelled, type OssClient } from './ali-oss'
import { clientOf } from './client-of'
import { dropToken, freshToken, msLeft, type Token } from './token'

export interface Upload {
  /** The key of what was stored. */
  done: Promise<string>
  stop(): void
  resume(): void
}

const MB = 1024 * 1024

/**
 * A small file by one put, a larger one by parts, three at a time. Whenever its token is about to run out, or OSS
 * refuses it, it goes on from its checkpoint with a new one; `stop` and `resume` go the same way.
 */
export function putOrMultipart(file: File, name: string, onPercent: (percent: number) => void): Upload {
  let client: OssClient | undefined
  let checkpoint: Checkpoint | undefined
  let resumed = Promise.resolve()
  let resume = (): void => {}

  async function send(token: Token): Promise<string> {
    const key = token.prefix + name
    client = clientOf(token) // before: new OSS({ region, bucket, …data })
    if (file.size < MB) await client.put(key, file)
    else await sendParts(client, key, token)
    onPercent(100)
    return key
  }
  async function sendParts(sending: OssClient, key: string, token: Token): Promise<void> {
    const renewal = setTimeout(() => sending.cancel(), msLeft(token))
    const progress = async (share: number, at?: Checkpoint): Promise<void> => {
      checkpoint = at ?? checkpoint
      onPercent(Math.floor(share * 100))
    }
    try {
      await sending.multipartUpload(key, file, { partSize: MB, parallel: 3, checkpoint, progress })
    } finally {
      clearTimeout(renewal)
    }
  }
  async function run(): Promise<string> {
    for (;;) {
      const token = await freshToken() // before: a question for each file, or one that all of them race for
      await resumed
      try {
        return await send(token)
      } catch (thrown) {
        if (isExpired(thrown)) dropToken(token)
        else if (!isCancelled(thrown)) throw thrown
      }
    }
  }
  return {
    done: run(),
    stop() {
      resumed = new Promise((resolve) => {
        resume = resolve
      })
      client?.cancel()
    },
    resume: () => resume(),
  }
}

/** https://help.aliyun.com/zh/oss/developer-reference/error-code */
const isExpired = (thrown: unknown): boolean =>
  ['SecurityTokenExpired', 'InvalidSecurityToken'].includes(codeOf(thrown))
